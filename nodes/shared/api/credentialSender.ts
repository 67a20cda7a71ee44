import { type JsonObject } from '../values/json';
import { ActionAccess } from './actionAccess';
import { abortedWhile, anyOf, type Cancellation } from './cancellation';
import { type CallOptions, sendWithRetry } from './client';
import { type Call, type Credentials, type SendRequest, type Service } from './service';
import { Cancelled, NotSent, ServiceError } from './serviceError';
import { type Transport } from './transport';

/**
 * Sends the requests of one run that are made with one credential. Once the service has refused the
 * credential, or an action as a whole, nothing more is sent: each further refusal would cost a request, and
 * may lock the key.
 */
export class CredentialSender {
	private readonly service: Service;
	private readonly transport: Transport;
	private readonly accessByAction = new Map<string, ActionAccess>();
	/** The refusal of the credential itself. */
	private refusal: ServiceError | undefined;
	private readonly notSent = new Map<ServiceError, NotSent>();

	constructor(service: Service, transport: Transport) {
		this.service = service;
		this.transport = transport;
	}

	/** The function by which an operation sends the requests of items with these options. */
	with(options: CallOptions): SendRequest {
		return async (call, cancellation) => {
			for (;;) {
				const answer = await this.trySending(call, options, cancellation);
				if (answer) return answer;
			}
		};
	}

	/**
	 * Sends a call, unless it is known that it would be refused. Undefined: it was held back while that was
	 * in doubt, and has to begin anew.
	 *
	 * @throws NotSent
	 */
	private async trySending(
		call: Call,
		options: CallOptions,
		cancellation: Cancellation | undefined,
	): Promise<JsonObject | undefined> {
		const access = this.accessTo(call.action);
		await access.begin();
		const refusal = this.refusal ?? access.missing;
		if (refusal) {
			access.end();
			throw this.notSentBecauseOf(refusal);
		}
		const isProbe = access.isInDoubt;
		let isSent = false;
		const transport = this.observedTransport(() => (isSent = true));
		// Requests that wait for the rate limiter leave it; those that were sent are answered.
		const held = abortedWhile(
			() => this.refusal !== undefined || (access.isInDoubt && !isProbe && !isSent),
		);
		return await sendWithRetry(this.service, call, options, transport, anyOf(cancellation, held))
			.then((answer) => {
				access.onSuccess();
				return answer;
			})
			.catch((error: unknown) => {
				const isEnded = anyOf(cancellation, this.transport.signal).aborted;
				if (error instanceof Cancelled && !isEnded) return undefined;
				if (error instanceof ServiceError && error.credentialInvalid) this.refusal ??= error;
				access.onError(error);
				throw error;
			})
			.finally(() => access.end());
	}

	private observedTransport(onSend: () => void): Transport {
		const { transport } = this;
		return {
			...transport,
			send: async (request) => {
				onSend();
				return await transport.send(request);
			},
		};
	}

	private accessTo(action: string): ActionAccess {
		const access = this.accessByAction.get(action) ?? new ActionAccess();
		this.accessByAction.set(action, access);
		return access;
	}

	/** The same error for all requests: there may be thousands. */
	private notSentBecauseOf(refusal: ServiceError): NotSent {
		const error = this.notSent.get(refusal) ?? new NotSent(refusal);
		this.notSent.set(refusal, error);
		return error;
	}
}

/** The senders of a run: items whose credentials are equal share one. */
export class CredentialSenders {
	private readonly senders = new Map<string, CredentialSender>();
	private readonly create: (credentials: Credentials) => CredentialSender;
	private last: { credentials: Credentials; sender: CredentialSender } | undefined;

	constructor(create: (credentials: Credentials) => CredentialSender) {
		this.create = create;
	}

	for(credentials: Credentials): CredentialSender {
		if (this.last?.credentials === credentials) return this.last.sender;
		const key = JSON.stringify(credentials);
		const sender = this.senders.get(key) ?? this.create(credentials);
		this.senders.set(key, sender);
		this.last = { credentials, sender };
		return sender;
	}
}
