import { createRandom } from '../../sandbox/cloud/random.mts';
import { campaignAliyun } from './campaignAliyun.mts';
import { campaignTencent, HANGING } from './campaignTencent.mts';
import { SEEDS, useCampaign } from './useCampaign.mts';

const campaign = useCampaign();

it.each(SEEDS)(
	'seed %i: 5,000 items, and nothing lost, doubled, misplaced or wrong',
	async (seed) => {
		const cloud = await campaign.cloud(seed);
		for (const subject of HANGING) cloud.faults.add({ kind: 'hang', subject });
		campaign.addFaults();
		// All executions run side by side, as they may in one n8n.
		await Promise.all([
			campaignTencent(campaign, seed, createRandom(seed)),
			campaignAliyun(campaign, seed, createRandom(seed)),
		]);
	},
);
