import { type Cloud, type CloudOptions, startCloud } from '../../sandbox/cloud/cloud.mts';

/** A local cloud for the tests of a file, reset before each of them, and the clock that it goes by. */
export function useCloud(options: CloudOptions = {}) {
	// Filled in when it runs: what a test file defines at its top may refer to it.
	const cloud = {} as Cloud;
	/** What the cloud's clock is ahead, or where it stands still; epoch milliseconds. */
	const clock = { aheadMs: 0, fixedMs: null as number | null };
	const now = () => clock.fixedMs ?? Date.now() + clock.aheadMs;

	beforeAll(async () => {
		Object.assign(cloud, await startCloud({ ...options, now }));
	});
	afterAll(() => cloud.close());
	beforeEach(() => {
		Object.assign(clock, { aheadMs: 0, fixedMs: null });
		cloud.reset();
	});
	return { cloud, clock };
}

/** The code that a call through an SDK is refused with; null where it succeeds. */
export const refusal = (call: Promise<unknown>): Promise<string | null> =>
	call.then(
		() => null,
		({ code }: { code: string }) => code,
	);
