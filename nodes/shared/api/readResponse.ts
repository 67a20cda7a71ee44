import { isJsonObject, type JsonObject, parseJson, textAt } from '../values/json';
import { httpError, TOO_MANY_REQUESTS } from './httpErrors';
import { redact, secretsOf } from './redaction';
import { parseRetryAfter } from './retryPolicy';
import { type Call, type Credentials, type Envelope, type Service } from './service';
import { definitionIn, type ErrorDefinition, ServiceError } from './serviceError';
import { type HttpResponse } from './transport';

/**
 * The answer in a response, or the error that it reports. The body decides, and the HTTP status only
 * where the body does not: services send errors with status 200 as well.
 */
export function readResponse(
	service: Service,
	call: Call,
	{ statusCode, headers, body }: HttpResponse,
	credentials: Credentials,
): JsonObject | ServiceError {
	const text = typeof body === 'string' ? body : '';
	const isSuccess = statusCode < 300;
	const retryAfter = service.retryAfter?.(headers) ?? parseRetryAfter(headers);
	const envelope =
		parseEnvelope(service, text, statusCode) ??
		service.parseNonJsonError?.(text, statusCode, credentials);
	if (envelope && 'code' in envelope) {
		const { code, definition, message, requestId } = envelope;
		return new ServiceError(definition ?? errorDefinitionFor(service, code ?? '', statusCode), {
			code,
			serviceMessage: redact(message, [...secretsOf(credentials), ...(call.secrets ?? [])]),
			requestId,
			httpStatus: statusCode,
			retryAfter,
		});
	}
	if (!envelope || !isSuccess) return httpError(statusCode, headers, text, retryAfter);
	const { answer } = envelope;
	if (call.expects.some((key) => (answer[key] ?? null) !== null)) return answer;
	return incompleteResponse(statusCode, answer);
}

/** The error for an answer that lacks what the call asks for. */
export const incompleteResponse = (httpStatus: number, answer: JsonObject): ServiceError =>
	new ServiceError(
		{
			message: 'The answer lacks what was asked for',
			advice: 'Run the item again. If it stays, give the request ID to the support of the service.',
			retry: 'read',
		},
		{ httpStatus, requestId: textAt(answer, 'RequestId') ?? undefined },
	);

/**
 * The definition of an error code: the service's catalogue first, by code and by family, then the HTTP
 * status, then the definition for unlisted codes.
 */
export function errorDefinitionFor(
	service: Service,
	code: string,
	httpStatus: number,
): ErrorDefinition {
	const listed = definitionIn(service.errors, code);
	if (listed) return listed;
	const family = service.familyOf?.(code);
	if (family) return service.errors[family]!;
	if (httpStatus === 429) return TOO_MANY_REQUESTS;
	return httpStatus >= 500 ? NOT_PROCESSED : service.unlisted;
}

const NOT_PROCESSED: ErrorDefinition = {
	message: 'The service could not process the request',
	advice: 'Run the item again later. If it stays, give the request ID to its support.',
	retry: 'read',
};

function parseEnvelope(service: Service, text: string, httpStatus: number): Envelope | undefined {
	let body: unknown;
	try {
		body = parseJson(text);
	} catch {
		return undefined;
	}
	return isJsonObject(body) ? service.parseResponse(body, httpStatus) : undefined;
}
