import { runInN8n, withCloud } from '../processes.mts';
import { LATENCY, percent, times, type Row } from '../row.mts';
import { tencentLoop } from '../sdk.mts';

const MEMBERS = 1000;
/** Requests per second, as documented; the local cloud enforces it. */
const QUOTA = 20;
const LEAST_SHARE = 0.97;
/** Members that the loop looks up. */
const SAMPLE = 60;

export const tencent: Row = {
	name: 'tencent',
	seconds: 70,
	how: `The rate of the loop is that of ${SAMPLE} members.`,

	measure: async () =>
		await withCloud({ members: MEMBERS }, async ({ ask, url, port, uins }) => {
			await ask('prepare', { latency: LATENCY });
			const loop = SAMPLE / (await tencentLoop(port, uins.slice(-SAMPLE)));

			await ask('prepare', { latency: LATENCY });
			const [run] = await runInN8n([{ service: 'tencent', cloudUrl: url, subjects: uins }]);
			const { requests, refused } = await ask('count', undefined);
			const rate = run.answered / run.seconds;
			return [
				{
					what: `Tencent lookups: ${MEMBERS} distinct members, quota ${QUOTA}/s, ${LATENCY} ms round trip`,
					budget: `≥ ${percent(LEAST_SHARE)} of the quota, 0 requests refused`,
					measured: `${rate.toFixed(2)}/s = ${percent(rate / QUOTA)}, ${requests} requests, ${refused} refused`,
					baseline: `loop over tencentcloud-sdk-nodejs: ${loop.toFixed(2)}/s`,
					ratio: `${times(rate / loop)} faster`,
					isMet: rate / QUOTA >= LEAST_SHARE && refused === 0 && run.answered === MEMBERS,
				},
			];
		}),
};
