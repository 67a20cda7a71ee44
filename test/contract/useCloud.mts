import { type Cloud, type CloudOptions, startCloud } from '../../sandbox/cloud/cloud.mts';

/** A local cloud for the tests of a file, reset before each test, and its clock. */
export function useCloud(options: CloudOptions = {}) {
	// An object from the start, so that helpers of a test file may refer to it before the cloud runs.
	const cloud = {} as Cloud;
	/** How far the cloud's clock is ahead, or the time (epoch milliseconds) at which it stands still. */
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

/** The error code that an SDK's call fails with; null where it succeeds. */
export const errorCode = (call: Promise<unknown>): Promise<string | null> =>
	call.then(
		() => null,
		({ code }: { code: string }) => code,
	);
