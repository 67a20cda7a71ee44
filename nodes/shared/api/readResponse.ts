import { isJsonObject, type JsonObject, parseJson, textAt } from '../values/json';
import { httpError, retryAfter, TOO_MANY_REQUESTS } from './networkErrors';
import { redact, secretsOf } from './redaction';
import { type Call, type Credentials, type Envelope, type Service } from './service';
import { definitionIn, type ErrorDefinition, ServiceError } from './serviceError';

/** The answer of n8n's HTTP client with `returnFullResponse`; its body as text, so that no digit of an ID is lost. */
export interface HttpResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** Success or failure, told by the body first: the HTTP status of a service's errors is not reliable. */
export function readResponse(
	service: Service,
	call: Call,
	{ statusCode, headers, body }: HttpResponse,
	credentials: Credentials,
): JsonObject | ServiceError {
	const text = typeof body === 'string' ? body : '';
	const isSuccess = statusCode < 300;
	const hint = service.retryAfter?.(headers) ?? retryAfter(headers);
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
			retryAfter: hint,
		});
	}
	if (!envelope || !isSuccess) return httpError(statusCode, headers, text, hint);
	const { answer } = envelope;
	if (call.expects.some((key) => (answer[key] ?? null) !== null)) return answer;
	return incompleteResponse(statusCode, answer);
}

/** An answer without what was asked for. */
export const incompleteResponse = (httpStatus: number, answer: JsonObject): ServiceError =>
	new ServiceError(
		{
			message: 'The answer lacks what was asked for',
			advice: 'Run the item again. If it stays, give the request ID to the support of the service.',
			retry: 'read',
		},
		{ httpStatus, requestId: textAt(answer, 'RequestId') ?? undefined },
	);

/** What a code of the service means: its own entry of the catalogue, its family's, or none. */
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

function parseEnvelope(service: Service, text: string, statusCode: number): Envelope | undefined {
	let body: unknown;
	try {
		body = parseJson(text);
	} catch {
		return undefined;
	}
	return isJsonObject(body) ? service.parseResponse(body, statusCode) : undefined;
}
