import { runInN8n, withCloud, type CloudProcess } from '../processes.mts';
import { LATENCY, percent, type Row } from '../row.mts';
import type { Job } from '../runnerProcess.mts';

const PROCESSES = 4;
/** Of each process. */
const ITEMS = 1000;
/** Requests per second, as documented; the local cloud enforces it for all of them together. */
const QUOTA = 20;
const LEAST_SHARE = 0.93;
const MOST_REFUSED = 0.1;

export const sharedQuota: Row = {
	name: 'shared-quota',
	seconds: 480,
	how:
		`Every process looks up its own members with the same key, so that one quota counts for all; it ` +
		'runs from the common start to the end of the last process. The baseline is the same package with the ' +
		'adaptive rate limiter of the AWS SDK (@smithy/util-retry), which knows no quota and measures its rate.',

	measure: async () =>
		await withCloud({ members: PROCESSES * ITEMS }, async (cloud) => {
			const own = await shareQuota(cloud, {});
			const smithy = await shareQuota(cloud, { limiter: 'smithy' });
			return [
				{
					what: `${PROCESSES} processes that share one account's quota of ${QUOTA}/s, ${ITEMS} members each, ${LATENCY} ms round trip`,
					budget: `≥ ${percent(LEAST_SHARE)} of the quota together, ≤ ${percent(MOST_REFUSED)} refused, every item answered`,
					measured: describe(own),
					baseline: `@smithy/util-retry: ${describe(smithy)}`,
					ratio: `${(own.refusals * 100).toFixed(1)} instead of ${(smithy.refusals * 100).toFixed(1)} refusals in 100 requests`,
					isMet: own.share >= LEAST_SHARE && own.refusals <= MOST_REFUSED && own.failed === 0,
				},
			];
		}),
};

interface Sharing {
	/** Of the quota, by answered items. */
	share: number;
	/** Of the requests. */
	refusals: number;
	failed: number;
	seconds: number;
}

async function shareQuota(cloud: CloudProcess, more: Partial<Job>): Promise<Sharing> {
	const { ask, url, uins } = cloud;
	await ask('prepare', { latency: LATENCY });
	const runs = await runInN8n(
		Array.from({ length: PROCESSES }, (_, index) => ({
			service: 'tencent' as const,
			cloudUrl: url,
			subjects: uins.slice(index * ITEMS, (index + 1) * ITEMS),
			...more,
		})),
	);
	const { requests, refused } = await ask('count', undefined);
	const seconds = Math.max(...runs.map((run) => run.seconds));
	const answered = runs.reduce((sum, run) => sum + run.answered, 0);
	return {
		share: answered / seconds / QUOTA,
		refusals: refused / requests,
		failed: PROCESSES * ITEMS - answered,
		seconds,
	};
}

const describe = ({ share, refusals, failed, seconds }: Sharing): string =>
	`${percent(share)} in ${seconds.toFixed(0)} s, ${percent(refusals)} of the requests refused, ${failed} items without answer`;
