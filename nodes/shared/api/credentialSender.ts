import { type Cancellation } from './cancellation';
import { type CallOptions, sendWithRetry } from './client';
import { type Call, type Credentials, type SendRequest, type Service } from './service';
import { type Transport } from './transport';

/** Sends the requests of one run that are made with one credential. */
export class CredentialSender {
	private readonly service: Service;
	private readonly transport: Transport;

	constructor(service: Service, transport: Transport) {
		this.service = service;
		this.transport = transport;
	}

	/** The function by which an operation sends the requests of items with these options. */
	with(options: CallOptions): SendRequest {
		return async (call: Call, cancellation?: Cancellation) =>
			await sendWithRetry(this.service, call, options, this.transport, cancellation);
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
