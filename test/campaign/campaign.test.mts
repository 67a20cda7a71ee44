import { createRandom } from '../../sandbox/cloud/random.mts';
import { campaignAliyun } from './campaignAliyun.mts';
import { campaignTencent, HANGING } from './campaignTencent.mts';
import { SEEDS, useStorm } from './storm.mts';

const storm = useStorm();

it.each(SEEDS)(
	'seed %i: 5,000 items, and nothing lost, doubled, misplaced or wrong',
	async (seed) => {
		const cloud = await storm.cloud(seed);
		for (const subject of HANGING) cloud.faults.add({ kind: 'hang', subject });
		storm.arm();
		// All executions run side by side, as they may in one n8n.
		await Promise.all([
			campaignTencent(storm, seed, createRandom(seed)),
			campaignAliyun(storm, seed, createRandom(seed)),
		]);
	},
);
