import type { Call, Reply, Target } from './call.mts';
import type { Refusal } from './refusal.mts';

/** One vendor's interface: strict rules in front, operations behind them. */
export interface Service {
	/** The code with which it refuses too many requests. */
	throttlingCode: string;
	/** What a request is about, without judging it. */
	describe(call: Call): Target;
	/** The whole answer; `injected` takes the operation's place once the request is found genuine. */
	answer(call: Call, injected: Refusal | null): Reply;
}
