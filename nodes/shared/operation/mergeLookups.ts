import { type Options } from '../fields/readOptions';
import { type Operation } from './operation';

/** One request of a run, and the consumers of its answer. */
export interface OperationRequest {
	/** The checked parameters, as the operation's `input` returned them. */
	input: unknown;
	options: Options;
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
 * The requests of a run, in the order of the items. Equal lookups become one request with several
 * consumers. Equal commands stay separate requests: two equal commands shall take effect twice.
 */
export class RequestMerger {
	private readonly byKey = new Map<string, OperationRequest>();
	private readonly kind: Operation['kind'];

	constructor(kind: Operation['kind']) {
		this.kind = kind;
	}

	get requests(): OperationRequest[] {
		return [...this.byKey.values()];
	}

	add(input: unknown, consumer: RequestConsumer): void {
		const { index, part, options } = consumer;
		const key =
			this.kind === 'read'
				? requestOptionsKey(options) + JSON.stringify(input)
				: `${index}/${part ?? ''}`;
		const request = this.byKey.get(key);
		if (request) request.consumers.push(consumer);
		else this.byKey.set(key, { input, options, consumers: [consumer] });
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
