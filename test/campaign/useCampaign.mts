// A campaign: many items, duplicates among them, against a cloud with every fault.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startCloud } from '../../sandbox/cloud/cloud.mts';
import type { Random } from '../../sandbox/cloud/random.mts';
import { useWorld, type ServiceName } from '../integration/harness/world.mts';
import { runs, SEED } from '../random.mts';
import { MIXED_FAULTS } from './mixedFaults.mts';

/** Each of them has its own subjects, items and draws of faults: 5,000 items in all. */
export const SEEDS = Array.from({ length: runs(20) }, (_, index) => SEED + index);
export const MAX_RETRIES = 2;

export interface Item extends IDataObject {
	subject: string;
}

/** A record, or an error by its code or else its message. */
export type ItemOutcome = { record: object } | { error: string };

/** Half of the seeds take an unknown subject for an error. */
export const ifNotFound = (seed: number) => (seed % 2 === 0 ? 'record' : 'error');

export const draw = (random: Random, subjects: readonly string[], count: number): Item[] =>
	Array.from({ length: count }, () => ({ subject: random.pick(subjects) }));

export function useCampaign() {
	const world = useWorld({ members: 1, emails: 1, accounts: 1 });
	return {
		world,

		/** The cloud of a seed, with every fault armed. */
		async cloud(seed: number) {
			await world.cloud.close();
			world.cloud = await startCloud({ seed, members: 220, emails: 220, accounts: 5 });
			const { cloud } = world;
			cloud.quotas.set('tencent', 'DescribeOrganizationMemberEmailBind', null);
			cloud.settings.aliyun.unknownEmail = (['error', 'empty', 'record'] as const)[seed % 3];
			return cloud;
		},

		addFaults: () => MIXED_FAULTS.forEach(world.cloud.faults.add),

		/** The pairing and the outcome of every output item. */
		async run(service: ServiceName, seed: number, items: Item[], options: IDataObject = {}) {
			const result = await world.engine.run({
				...world.request(service, {
					options: {
						maxRetries: MAX_RETRIES,
						timeout: 60_000,
						ifNotFound: ifNotFound(seed),
						...options,
					},
					account: `campaign ${seed} ${JSON.stringify(options)}`,
					onError: 'continueRegularOutput',
				}),
				items,
			});
			expect(result.error).toBeUndefined();
			expect(result.output).toHaveLength(1);
			return result.output[0].map(outcomeIn);
		},
	};
}

function outcomeIn({ json, pairedItem }: INodeExecutionData) {
	const { error, details } = json as { error?: string; details?: { code?: string | null } };
	const outcome: ItemOutcome =
		error === undefined ? { record: json } : { error: details?.code ?? error };
	return { pairedItem, ...outcome };
}

/** What the node must give: the outcome of each input item, in their order. */
export const expected = (items: Item[], outcomeOf: (item: Item) => ItemOutcome) =>
	items.map((item, index) => ({ pairedItem: { item: index }, ...outcomeOf(item) }));

export type Campaign = ReturnType<typeof useCampaign>;
