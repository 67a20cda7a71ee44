import type { Call, Reply, Target } from './call.mts';
import type { ErrorResponse } from './errorResponse.mts';

/** The interface of a vendor: strict checks first, then the operation. */
export interface Service {
	/** The error code of a request above the quota. */
	throttlingCode: string;
	/** The target of a request, read without any check. */
	describe(call: Call): Target;
	/** The whole answer. `injected` replaces the operation's answer after the request has passed the checks. */
	answer(call: Call, injected: ErrorResponse | null): Reply;
}
