import { ServiceError } from './serviceError';

/**
 * So many refusals, and no success, prove that the permission is missing for every subject: a burst of the
 * lowest quota. A policy may refuse single subjects; those fail alone.
 */
const REFUSALS_FOR_PROOF = 10;

/** What the calls of one action have shown, in one run and with one credential, of the permission for it. */
export class ActionAccess {
	private isGranted = false;
	private refusals = 0;
	/** Calls that have begun and not ended. */
	private active = 0;
	private firstRefusal: ServiceError | undefined;
	private proof: ServiceError | undefined;
	private waiting: Array<() => void> = [];

	/** The refusal that stands for all calls; undefined as long as some may be allowed. */
	get missing(): ServiceError | undefined {
		return this.proof;
	}

	/** A call was refused, and none has succeeded yet. */
	get isInDoubt(): boolean {
		return this.firstRefusal !== undefined && !this.isGranted;
	}

	/** Begins a call. In doubt only so many begin as the proof takes; the others wait for it. */
	async begin(): Promise<void> {
		while (this.isInDoubt && !this.proof && this.refusals + this.active >= REFUSALS_FOR_PROOF) {
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
		this.active++;
	}

	/** Ends a call, after `onSuccess` or `onError`. */
	end(): void {
		this.active--;
		// Calls that are under way may still succeed.
		const isProven = this.isInDoubt && this.active === 0 && this.refusals >= REFUSALS_FOR_PROOF;
		if (isProven) this.proof = this.firstRefusal;
		const { waiting } = this;
		this.waiting = [];
		for (const resume of waiting) resume();
	}

	onSuccess(): void {
		this.isGranted = true;
	}

	onError(error: unknown): void {
		if (!(error instanceof ServiceError)) return;
		// Who may not ask does not learn that there is no such subject.
		if (error.notFound) this.isGranted = true;
		if (!error.permissionMissing && !error.accessRefused) return;
		this.refusals++;
		this.firstRefusal ??= error;
	}
}
