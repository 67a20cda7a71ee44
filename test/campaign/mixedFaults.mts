import type { FaultRule } from '../../sandbox/cloud/faults.mts';
import type { JournalEntry } from '../../sandbox/cloud/journal.mts';

/** Every fault of the local cloud but `hang`, which costs time and is meant for chosen subjects. */
export const MIXED_FAULTS: readonly FaultRule[] = [
	{ kind: 'html', probability: 0.02 },
	{ kind: 'status', status: 503, probability: 0.01 },
	{ kind: 'status', status: 429, probability: 0.005 },
	{ kind: 'throttle', retryAfterMs: 20, probability: 0.005 },
	{ kind: 'code', code: 'InternalError', probability: 0.02 },
	{ kind: 'code', code: 'InvalidParameter', probability: 0.01 },
	{ kind: 'reset', probability: 0.02 },
	{ kind: 'resetAfter', probability: 0.02 },
	{ kind: 'truncate', probability: 0.02 },
	{ kind: 'emptyBody', probability: 0.02 },
	{ kind: 'emptyObject', probability: 0.02 },
	{ kind: 'redirect', location: 'http://127.0.0.1:1/', probability: 0.01 },
	{ kind: 'hugeBody', bytes: 50_000, probability: 0.01 },
	{ kind: 'unknownFields', probability: 0.02 },
	{ kind: 'numberIds', probability: 0.02 },
	{ kind: 'missingFields', probability: 0.01 },
	{ kind: 'nullFields', probability: 0.01 },
	{ kind: 'latency', ms: 2, jitterMs: 10, probability: 0.5 },
];

export const INCOMPLETE = 'The answer lacks what was asked for';
export const REDIRECTED = 'The service redirects elsewhere';
const FOREIGN = 'The answer is not one of this service';

/** The effect of one request, by what the local cloud did to it. */
export type Effect =
	/** The service answered undisturbed: with a result or an error. */
	| { kind: 'answered' }
	/** An answer without a single value. */
	| { kind: 'blank' }
	/** A failure by its code, or its message where there is none; a lookup is sent again after the first two. */
	| { kind: 'fault' | 'throttled' | 'final'; error: string };

export function effectOf({ service, fault, status, code }: JournalEntry): Effect {
	switch (fault) {
		case 'reset':
		case 'resetAfter':
			return { kind: 'fault', error: 'ECONNRESET' };
		case 'hang':
			return { kind: 'fault', error: 'ECONNABORTED' };
		case 'html':
			return { kind: 'fault', error: 'A gateway answered in place of the service' };
		case 'emptyBody':
			return { kind: 'fault', error: 'The answer is empty' };
		case 'emptyObject':
			// Aliyun's envelope is any object.
			return { kind: 'fault', error: service === 'aliyun' ? INCOMPLETE : FOREIGN };
		case 'truncate':
			return { kind: status === 200 ? 'fault' : 'final', error: FOREIGN };
		case 'status':
			return {
				kind: status === 429 ? 'throttled' : 'fault',
				error: 'The service takes no more requests at the moment',
			};
		case 'throttle':
			return { kind: 'throttled', error: String(code) };
		case 'code':
			return { kind: code === 'InternalError' ? 'fault' : 'final', error: String(code) };
		case 'redirect':
			return { kind: 'final', error: REDIRECTED };
		case 'missingFields':
		case 'nullFields':
			return { kind: code === null ? 'blank' : 'answered' };
		default:
			return { kind: 'answered' };
	}
}

/**
 * The effect of all requests of one lookup.
 *
 * @throws Error when it was sent again in vain, or given up too early or too late.
 */
export function endOf(entries: readonly JournalEntry[], maxRetries: number): Effect {
	let faults = 0;
	for (const [index, entry] of entries.entries()) {
		const effect = effectOf(entry);
		const isLast = index === entries.length - 1;
		if (effect.kind === 'fault') faults++;
		const isOver = effect.kind === 'fault' ? faults > maxRetries : effect.kind !== 'throttled';
		if (isOver !== isLast) {
			const story = entries.map((one) => `${one.action} ${one.fault} ${one.status} ${one.code}`);
			throw new Error(`${isLast ? 'Given up early' : 'Sent again in vain'}: ${story.join(', ')}`);
		}
		if (isLast) return effect;
	}
	throw new Error('Never asked');
}

/** Requests in the order of arrival, by what `keyOf` reads from them. */
export function grouped(
	entries: readonly JournalEntry[],
	keyOf: (entry: JournalEntry) => string,
): Map<string, JournalEntry[]> {
	const groups = new Map<string, JournalEntry[]>();
	for (const entry of entries) {
		const key = keyOf(entry);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return groups;
}
