import { runInN8n, withCloud } from '../processes.mts';
import { LATENCY, times, type Row } from '../row.mts';
import { aliyunLoop } from '../sdk.mts';

const ADDRESSES = 1000;
/** Addresses of the account: two pages of the list. */
const ACCOUNT = 10_000;
const MOST_REQUESTS = 3;
const LEAST_RATIO = 100;
/** Addresses that the loop looks up. */
const SAMPLE = 40;

export const aliyun: Row = {
	name: 'aliyun',
	seconds: 20,
	how:
		`The account has ${ACCOUNT} addresses; every tenth or so is looked up. The time of the loop is ` +
		`that of ${SAMPLE} addresses, extrapolated to ${ADDRESSES}.`,

	measure: async () =>
		await withCloud({ emails: ACCOUNT }, async ({ ask, url, port, emails }) => {
			// The node refuses quoted addresses, as no mail program sends to them.
			const usual = emails.filter((email) => !email.includes('"'));
			const step = Math.floor(usual.length / ADDRESSES);
			const subjects = usual.filter((_, index) => index % step === 0).slice(0, ADDRESSES);

			await ask('prepare', { latency: LATENCY });
			const loop = ((await aliyunLoop(port, subjects.slice(0, SAMPLE))) / SAMPLE) * ADDRESSES;

			await ask('prepare', { latency: LATENCY });
			const [run] = await runInN8n([{ service: 'aliyun', cloudUrl: url, subjects }]);
			const { requests } = await ask('count', undefined);
			const ratio = loop / run.seconds;
			return [
				{
					what: `Aliyun lookups: ${ADDRESSES} distinct addresses, ${LATENCY} ms round trip`,
					budget: `≤ ${MOST_REQUESTS} requests in all, ≥ ${LEAST_RATIO} times faster`,
					measured: `${requests} requests, ${run.seconds.toFixed(2)} s`,
					baseline: `loop over @alicloud/openapi-core: ${ADDRESSES} requests, ${loop.toFixed(0)} s`,
					ratio: `${times(ratio)} faster`,
					isMet: requests <= MOST_REQUESTS && ratio >= LEAST_RATIO && run.answered === ADDRESSES,
				},
			];
		}),
};
