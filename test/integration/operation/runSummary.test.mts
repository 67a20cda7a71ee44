import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld({ members: 100, emails: 200, accounts: 5 });
const { sample, verified, pending, imported } = demoSubjects.aliyun;
const RETRY = { maxRetries: 3, lookupStrategy: 'automatic' };

it.each([
	[
		'answered from a list',
		[sample, verified, pending, imported],
		RETRY,
		/^4 items took 1 request and \d+\.\d s\. 4 lookups were answered from a list\.$/,
	],
	[
		'equal lookups',
		[sample, sample, sample],
		RETRY,
		/^3 items took 1 request and \d+\.\d s\. 2 equal lookups were not sent again\.$/,
	],
	[
		'both',
		[sample, verified, pending, sample],
		RETRY,
		/^4 items took 1 request and \d+\.\d s\. 3 lookups were answered from a list\. 1 equal lookup was not sent again\.$/,
	],
])('tells what was saved: %s', async (_name, items, options, text) => {
	const { hints } = await world.lookup('aliyun', items, { options });
	expect(hints).toHaveLength(1);
	expect(hints[0].message).toMatch(text);
	expect(hints[0].location).toBe('outputPane');
});

it('tells of repeated requests', async () => {
	world.cloud.faults.add({ kind: 'reset', times: 1 });
	const { hints } = await world.lookup('tencent', ['123', '123'], { options: RETRY });
	expect(hints[0].message).toMatch(
		/^2 items took 2 requests and \d+\.\d s\. 1 equal lookup was not sent again\. 1 request was repeated\.$/,
	);
});

it('tells how long the quota made it wait', async () => {
	const items = world.cloud.tencent.uins().slice(0, 9);
	const { hints } = await world.lookup('tencent', [...items, items[0]], {
		options: { ...RETRY, requestsPerSecond: 4 },
		account: 'hints',
	});
	const { waited } = /(?<waited>[\d.]+) s went by waiting for the quota of the service\.$/.exec(
		hints[0].message,
	)!.groups!;
	// Four at once, four a second later, one two seconds later.
	expect(Number(waited)).toBeGreaterThanOrEqual(2);
});

it('says nothing of an ordinary run', async () => {
	const { hints, json } = await world.lookup('tencent', ['123', '999'], {
		options: { ...RETRY, ifNotFound: 'record' },
	});
	expect(json).toHaveLength(2);
	expect(hints).toEqual([]);
});
