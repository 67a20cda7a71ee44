import { spawn } from 'node:child_process';
import { runInN8n, withCloud, type CloudProcess } from '../processes.mts';
import { LATENCY, percent, type Row } from '../row.mts';
import type { Job } from '../runnerProcess.mts';

const MEMBERS = 1000;
/** Requests per second, as documented; the local cloud enforces it. */
const QUOTA = 20;
const LEAST_SHARE = 0.94;
const MOST_REFUSED = 0.01;

export const stalls: Row = {
	name: 'stalls',
	seconds: 120,
	how:
		'The event loop of the engine stands still for 50 to 200 ms, about once a second at random, and another ' +
		'process keeps a core busy. The baseline is the same package that counts a request from when it was allowed.',

	measure: async () =>
		await withCloud({ members: MEMBERS }, async (cloud) => {
			const own = await runBusy(cloud, {});
			const fromPermit = await runBusy(cloud, { limiter: 'fromPermit' });
			return [
				{
					what: `${MEMBERS} members while the event loop stalls and a core is busy, quota ${QUOTA}/s, ${LATENCY} ms round trip`,
					budget: `≥ ${percent(LEAST_SHARE)} of the quota, ≤ ${percent(MOST_REFUSED)} of the requests refused`,
					measured: describe(own),
					baseline: `counted from the permit: ${describe(fromPermit)}`,
					ratio: `${own.refused} instead of ${fromPermit.refused} refused`,
					isMet:
						own.share >= LEAST_SHARE &&
						own.refused <= MOST_REFUSED * own.requests &&
						own.answered === MEMBERS,
				},
			];
		}),
};

async function runBusy({ ask, url, uins }: CloudProcess, more: Partial<Job>) {
	await ask('prepare', { latency: LATENCY });
	const busy = spawn(process.execPath, ['-e', 'for (;;);']);
	try {
		const job: Job = { service: 'tencent', cloudUrl: url, subjects: uins, stalls: true, ...more };
		const [run] = await runInN8n([job]);
		const { requests, refused } = await ask('count', undefined);
		const { answered, seconds } = run;
		return { share: answered / seconds / QUOTA, requests, refused, answered };
	} finally {
		busy.kill();
	}
}

const describe = ({ share, requests, refused }: Awaited<ReturnType<typeof runBusy>>): string =>
	`${percent(share)}, ${requests} requests, ${refused} refused`;
