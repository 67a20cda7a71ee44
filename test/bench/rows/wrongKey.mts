import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { runInN8n, withCloud, type CloudProcess } from '../processes.mts';
import { LATENCY, times, type Line, type Row } from '../row.mts';
import { tencentLoop } from '../sdk.mts';

const ITEMS = 10_000;
const MOST_REQUESTS = 250;
const MOST_SECONDS = 10;
/** Members that the loop looks up. */
const SAMPLE = 40;

const { tencent, tencentNoPermission } = demoCredentials;
const WRONG_SECRET = { ...tencent, secretKey: 'wrong' };

export const wrongKey: Row = {
	name: 'wrong-key',
	seconds: 60,
	how:
		`Tencent lookups with *Continue on Fail*: every item has its error item. The loop asks for each item; its ` +
		`time is that of ${SAMPLE} members, extrapolated to ${ITEMS}.`,

	measure: async () =>
		await withCloud({ members: ITEMS }, async (cloud) => [
			await line(cloud, 'with a wrong key', WRONG_SECRET),
			await line(cloud, 'whose key lacks the permission', tencentNoPermission),
		]),
};

async function line(
	{ ask, url, port, uins }: CloudProcess,
	what: string,
	credential: { secretId: string; secretKey: string },
): Promise<Line> {
	await ask('prepare', { latency: LATENCY });
	const sample = await tencentLoop(port, uins.slice(0, SAMPLE), credential);
	const asked = await ask('count', undefined);
	const loop = (sample / SAMPLE) * ITEMS;

	await ask('prepare', { latency: LATENCY });
	const subjects = uins.slice(0, ITEMS);
	const [run] = await runInN8n([{ service: 'tencent', cloudUrl: url, subjects, credential }]);
	const { requests } = await ask('count', undefined);
	const isFailed = run.items === ITEMS && run.answered === 0;
	return {
		what: `${ITEMS} items ${what}, ${LATENCY} ms round trip`,
		budget: `≤ ${MOST_REQUESTS} requests, ≤ ${MOST_SECONDS} s`,
		measured: `${requests} requests, ${run.seconds.toFixed(1)} s, ${run.items} error items`,
		baseline: `loop over tencentcloud-sdk-nodejs: ${(asked.requests / SAMPLE) * ITEMS} requests, ${loop.toFixed(0)} s`,
		ratio: `${times(loop / run.seconds)} faster`,
		isMet: requests <= MOST_REQUESTS && run.seconds <= MOST_SECONDS && isFailed,
	};
}
