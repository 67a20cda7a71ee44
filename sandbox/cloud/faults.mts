// Faults on demand: what networks, gateways and services do on bad days.
import { crc32 } from 'node:zlib';
import type { ServiceName, Target } from './call.mts';
import { createRandom, type Random } from './random.mts';

/** What happens, by kind. */
export type Fault =
	/** The round trip grows: half of it before the request is processed, half after. */
	| { kind: 'latency'; ms: number; jitterMs?: number }
	/** Never answers. */
	| { kind: 'hang' }
	/** Cuts the connection before the request is processed. */
	| { kind: 'reset' }
	/** Processes the request, then cuts the connection. */
	| { kind: 'resetAfter' }
	/** A gateway's page; status 502 unless told. */
	| { kind: 'html'; status?: number }
	/** An HTTP status, with any body; the request is not processed. */
	| { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
	/** The vendor's throttling error, for a genuine request. */
	| { kind: 'throttle'; retryAfterMs?: number }
	/** Any error code in the vendor's envelope, for a genuine request. */
	| { kind: 'code'; code: string; message?: string; httpStatus?: number }
	/** The answer's text, cut in half. */
	| { kind: 'truncate' }
	| { kind: 'emptyBody' }
	/** 200 with `{}`. */
	| { kind: 'emptyObject' }
	| { kind: 'redirect'; location: string; status?: number }
	/** The answer, padded to at least so many bytes. */
	| { kind: 'hugeBody'; bytes: number }
	/** Fields that no document names, in every record. */
	| { kind: 'unknownFields' }
	/** Records without these fields; all but RequestId if none are named. */
	| { kind: 'missingFields'; fields?: string[] }
	/** Records with these fields null; all but RequestId if none are named. */
	| { kind: 'nullFields'; fields?: string[] }
	/** Ids as 18-digit JSON numbers. */
	| { kind: 'numberIds' };

/** The requests that a fault strikes. A field that is left out matches every request. */
export interface FaultScope {
	service?: ServiceName;
	action?: string;
	/** A member UIN, e-mail address or account id that the request names. */
	subject?: string;
	/** How many requests it strikes; until removed if left out. */
	times?: number;
	/**
	 * How likely it strikes, 0 to 1; drawn from the cloud's seed, for the first request about a subject, the
	 * second one and so on, whatever requests come between.
	 */
	probability?: number;
}

export type FaultRule = Fault & FaultScope;

export interface Faults {
	/** Adds a rule; the result removes it. */
	add(rule: FaultRule): () => void;
	clear(): void;
	/** The faults that strike this request: every latency, and the first of the others. */
	strike(target: Target): { latencies: Array<Fault & { kind: 'latency' }>; other: Fault | null };
	/** The next draw of the seeded generator, for jitter. */
	draw(): number;
}

export function createFaults(seed: number): Faults {
	let rules: Array<{ rule: FaultRule; left: number }> = [];
	const random = createRandom(seed);
	/** The number of requests so far by service, action and subjects. */
	const counts = new Map<number, number>();

	/** A generator for this request alone: the order in which requests arrive differs from run to run. */
	function generatorOf({ service, action, subjects }: Target): Random {
		const same = crc32(JSON.stringify([service, action, subjects]));
		const count = (counts.get(same) ?? 0) + 1;
		counts.set(same, count);
		return createRandom(seed + crc32(`${same} ${count}`));
	}

	const matches = (rule: FaultRule, target: Target, own: Random) =>
		(rule.service === undefined || rule.service === target.service) &&
		(rule.action === undefined || rule.action === target.action) &&
		(rule.subject === undefined || target.subjects.includes(rule.subject)) &&
		(rule.probability === undefined || own.next() < rule.probability);

	return {
		add: (rule) => {
			const entry = { rule, left: rule.times ?? Infinity };
			rules.push(entry);
			return () => {
				rules = rules.filter((one) => one !== entry);
			};
		},
		clear: () => {
			rules = [];
		},
		strike: (target) => {
			const latencies: Array<Fault & { kind: 'latency' }> = [];
			let other: Fault | null = null;
			if (rules.length === 0) return { latencies, other };
			const own = generatorOf(target);
			for (const entry of rules) {
				const { rule } = entry;
				if (entry.left <= 0 || (rule.kind !== 'latency' && other !== null)) continue;
				if (!matches(rule, target, own)) continue;
				entry.left -= 1;
				if (rule.kind === 'latency') latencies.push(rule);
				else other = rule;
			}
			return { latencies, other };
		},
		draw: () => random.next(),
	};
}
