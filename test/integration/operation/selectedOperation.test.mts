import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const { sample } = demoSubjects.aliyun;
const world = useWorld();
const { run } = useTestNode(world);

describe('n8n’s own Retry On Fail', () => {
	// With Continue on Fail: see beforeItems.test.mts.
	it('sends no command again: it is refused', async () => {
		const { error, requests } = await run('command', [sample], { stops: true, retryOnFail: true });
		expect(error).toMatchObject({
			message: 'Retry On Fail would send again what was carried out already',
		});
		expect(error!.description).toContain('Turn it off');
		expect(requests).toHaveLength(0);
	});

	it('may repeat lookups', async () => {
		const { json, requests } = await run('lookUp', [sample], { stops: true, retryOnFail: true });
		expect(json).toHaveLength(1);
		expect(requests).toHaveLength(1);
	});
});

it.each([
	['tencent', 'memberEmail', '__CUSTOM_API_CALL__', /^A custom API call is made with the HTTP/],
	['aliyun', 'emailVerification', '__CUSTOM_API_CALL__', /^A custom API call is made with the/],
	['wemake', 'account', '__CUSTOM_API_CALL__', /^A custom API call is made with the HTTP/],
	['tencent', '__CUSTOM_API_CALL__', 'get', /^A custom API call is made with the HTTP/],
	['tencent', 'memberEmail', 'nothing', /^The node has no such resource and operation$/],
] as const)('%s %s: %s is answered clearly', async (service, resource, operation, message) => {
	const { error, requests } = await world.lookup(service, ['123'], {
		parameters: { resource, operation },
	});
	expect(error!.name).toBe('NodeOperationError');
	expect(error!.message).toMatch(message);
	expect(error!.description).toMatch(/HTTP Request node|from their lists/);
	expect(requests).toEqual([]);
});
