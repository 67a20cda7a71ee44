import { runInN8n, withCloud } from '../processes.mts';
import { times, type Row } from '../row.mts';
import { tencentLoop } from '../sdk.mts';

const ITEMS = 1000;
const SUBJECTS = 10;

export const duplicates: Row = {
	name: 'duplicates',
	seconds: 10,
	how: 'Tencent lookups. The quota is off, as the loop would be refused without latency.',

	measure: async () =>
		await withCloud({ members: 100 }, async ({ ask, url, port, uins }) => {
			const subjects = uins.slice(-SUBJECTS);
			const repeat = ITEMS / SUBJECTS;

			await ask('prepare', { latency: 0, isUnlimited: true });
			await tencentLoop(port, Array.from({ length: repeat }, () => subjects).flat());
			const loop = await ask('count', undefined);

			await ask('prepare', { latency: 0, isUnlimited: true });
			const [run] = await runInN8n([{ service: 'tencent', cloudUrl: url, subjects, repeat }]);
			const { requests } = await ask('count', undefined);
			return [
				{
					what: `${ITEMS} items that name ${SUBJECTS} subjects`,
					budget: `${SUBJECTS} requests`,
					measured: `${requests} requests, ${run.answered} items answered`,
					baseline: `loop over tencentcloud-sdk-nodejs: ${loop.requests} requests`,
					ratio: `${times(loop.requests / requests)} fewer`,
					isMet: requests === SUBJECTS && run.answered === ITEMS,
				},
			];
		}),
};
