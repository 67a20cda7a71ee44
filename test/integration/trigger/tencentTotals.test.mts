// The organization's trigger and the number of members, which the service may write in other ways.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { useWorld } from '../harness/world.mts';

const world = useWorld({ members: 130, emails: 1, accounts: 1 });
const ACTION = 'DescribeOrganizationMembers';

it.each([
	['number', [0, 50, 100]],
	['text', [0, 50, 100]],
	// Only an empty page tells where it ends.
	['null', [0, 50, 100, 150]],
] as const)('with a total as %s it learns everybody in one poll', async (totals, offsets) => {
	world.cloud.quotas.set('tencent', ACTION, null);
	world.cloud.settings.tencent.totals = totals;
	const { credentials } = world.request('tencent');
	const stored: IDataObject = {};
	const poll = async () =>
		await world.engine.poll(
			{
				node: 'tencentOrganizationTrigger',
				credentials,
				parameters: { options: { maxRetries: 0, requestsPerSecond: 1000 } } as INodeParameters,
			},
			stored,
		);
	expect(await poll()).toBeNull();
	const { subjects, cursor } = stored.state as StoredState;
	expect(cursor).toBeUndefined();
	expect(Object.values(subjects).flat()).toHaveLength(world.cloud.tencent.members().length);
	const bodies = world.cloud.journal.entries({ action: ACTION }).map(({ body }) => body);
	expect(bodies.map((body) => (JSON.parse(body) as { Offset: number }).Offset)).toEqual(offsets);
});
