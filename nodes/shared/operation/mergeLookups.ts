import { type CredentialSender } from '../api/credentialSender';
import { type Options } from '../fields/readOptions';
import { type Operation } from './operation';

/** One request of a run, and the consumers of its answer. */
export interface OperationRequest {
	/** The checked parameters, as the operation's `input` returned them. */
	input: unknown;
	options: Options;
	/** Sends it with the credential of its items. */
	sender: CredentialSender;
	consumers: RequestConsumer[];
}

/** An item, or one of the subjects that an item names, that gets its output from the answer of a request. */
export interface RequestConsumer {
	/** The index of the item in the input. */
	index: number;
	/** The position of the subject among those of the item; undefined when the item names one subject. */
	part: number | undefined;
	simplify: boolean;
	options: Options;
}

/**
 * The requests of a run, in the order of the items. Equal lookups with one credential become one request with
 * several consumers. Equal commands stay separate requests: two equal commands shall take effect twice.
 */
export class RequestMerger {
	private readonly merged: OperationRequest[] = [];
	private readonly bySender = new Map<CredentialSender, Map<string, OperationRequest>>();
	private readonly kind: Operation['kind'];

	constructor(kind: Operation['kind']) {
		this.kind = kind;
	}

	get requests(): readonly OperationRequest[] {
		return this.merged;
	}

	add(input: unknown, sender: CredentialSender, consumer: RequestConsumer): void {
		const { options } = consumer;
		const request: OperationRequest = { input, options, sender, consumers: [consumer] };
		const equal = this.kind === 'read' ? this.remember(request) : request;
		if (equal === request) this.merged.push(request);
		else equal.consumers.push(consumer);
	}

	/** The first request that is equal to this one. */
	private remember(request: OperationRequest): OperationRequest {
		const { input, options, sender } = request;
		const requests = this.bySender.get(sender) ?? new Map<string, OperationRequest>();
		this.bySender.set(sender, requests);
		const key = requestOptionsKey(options) + JSON.stringify(input);
		const first = requests.get(key) ?? request;
		requests.set(key, first);
		return first;
	}
}

/** The options that change how a request is sent. Lookups that differ in one of them are not merged. */
export const requestOptionsKey = ({
	language,
	lookupStrategy,
	maxRetries,
	requestsPerSecond,
	timeout,
}: Options): string => [language, lookupStrategy, maxRetries, requestsPerSecond, timeout].join('/');
