// Pages and batches go out several at a time. After one that fails, nothing more is started.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { useWorld, type Lookup, type ServiceName } from '../harness/world.mts';

const operatorToken = demoCredentials.wemakeOperator.accessToken;

const world = useWorld({
	members: 1500,
	departments: 1500,
	emails: 15_001,
	accounts: 10,
	subAccounts: 1500,
});

/** Two at once, the next ones a second later: long after the second was answered. */
const PACE = { requestsPerSecond: 2 };

/** The second request of the action fails. */
function failSecond(service: ServiceName, action: string): void {
	world.cloud.faults.add({ kind: 'unknownFields', action, times: 1 });
	world.cloud.faults.add({ kind: 'code', code: 'InternalError', service, action, times: 1 });
}

const LISTS: Array<[ServiceName, string, INodeParameters]> = [
	['tencent', 'DescribeOrganizationMembers', { resource: 'member' }],
	['tencent', 'DescribeOrganizationNodes', { resource: 'department' }],
	['aliyun', 'ListEmailVerification', { resource: 'emailVerification' }],
	['wemake', 'DescribeSubAccounts', { resource: 'subAccount', side: 'tenant' }],
];

it.each(LISTS)('%s: a page of %s', async (service, action, parameters) => {
	failSecond(service, action);
	const { error, requests } = await world.lookup(service, [{}], {
		account: action,
		options: PACE,
		parameters: { ...parameters, operation: 'getMany', returnAll: true },
	});
	expect(error!.message).toMatch(/^Something went wrong inside/);
	expect(requests).toHaveLength(2);
});

describe('many subjects in few requests', () => {
	const ids = Array.from({ length: 3000 }, (_, index) => String(200_000 + index));
	const BY_ID: Lookup = {
		options: { ...PACE, lookupStrategy: 'automatic' },
		parameters: {
			operation: 'get',
			accountIds: { __rl: true, mode: 'id', value: '={{ $json.subject }}' },
		},
	};
	const emails = Array.from({ length: 3000 }, (_, index) => `many${index}@stops.example.com`);
	const SUBMIT: Lookup = {
		options: PACE,
		parameters: { operation: 'submit', emails: '={{ $json.subject }}' },
	};

	it.each<[ServiceName, string, string[], Lookup]>([
		['wemake', 'DescribeAccounts', ids, BY_ID],
		['aliyun', 'SubmitEmailVerification', emails, SUBMIT],
	])('%s: a batch of %s stops the run', async (service, action, subjects, lookup) => {
		failSecond(service, action);
		const ifNotFound = service === 'wemake' && { ifNotFound: 'record' };
		const { error, requests, output } = await world.lookup(service, subjects, {
			...lookup,
			account: `${action} stops`,
			options: { ...lookup.options, ...ifNotFound },
		});
		expect(error).toBeDefined();
		expect(output).toEqual([]);
		expect(requests).toHaveLength(2);
		if (service === 'aliyun') {
			expect(error!.description).toContain('Already carried out, do not run again: items 0 to 99.');
		}
	});

	it('of those that fail alone, the others go on with Continue on Fail', async () => {
		failSecond('wemake', 'DescribeAccounts');
		const { json, requests } = await world.lookup('wemake', ids, {
			...BY_ID,
			account: 'goes on',
			onError: 'continueRegularOutput',
			options: { ...BY_ID.options, requestsPerSecond: 100, ifNotFound: 'record' },
		});
		expect(requests).toHaveLength(60);
		expect(json.filter(({ error }) => error !== undefined)).toHaveLength(50);
		expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(20);
	});

	it('a single lookup beside them does not wait for all of them', async () => {
		const account = 'beside';
		const options = { requestsPerSecond: 20, lookupStrategy: 'automatic', ifNotFound: 'record' };
		const many = world.lookup('wemake', ids, { ...BY_ID, account, options });
		while (world.cloud.journal.entries().length === 0) await new Promise(setImmediate);
		const single: IDataObject = { subject: '1' };
		await world.lookup('wemake', [single], { ...BY_ID, account, options });
		// Those that waited for the rate limiter before it, and those of the second that began.
		expect(world.cloud.journal.entries().length).toBeLessThanOrEqual(45);
		expect((await many).json).toHaveLength(3000);
		expect(world.cloud.journal.entries()).toHaveLength(61);
	});
});

describe('lists of the editor', () => {
	it.each<[ServiceName, string, string, string]>([
		['tencent', 'searchDepartments', 'DescribeOrganizationNodes', 'nowhere to be found'],
		['tencent', 'searchMembers', 'DescribeOrganizationMembers', ''],
		['wemake', 'searchAccounts', 'DescribeSubAccounts', ''],
		['wemake', 'searchMainAccounts', 'DescribeSPSubAccounts', 'nowhere to be found'],
	])('%s: %s', async (service, method, action, filter) => {
		const isOperator = method === 'searchMainAccounts';
		const credential = isOperator ? { accessToken: operatorToken } : {};
		world.cloud.faults.add({ kind: 'code', code: 'InvalidParameter', action });
		const request = world.request(service, { credential });
		await expect(world.engine.listSearch(request, method, filter)).rejects.toThrow();
		const own = world.cloud.journal.entries({ action });
		expect(own).toHaveLength(1);
		const total = world.cloud.journal.entries().length;
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(world.cloud.journal.entries()).toHaveLength(total);
	});

	it('one that waits for its second attempt is given up when the other fails', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'InternalError', action: 'DescribeSubAccounts' });
		world.cloud.faults.add({ kind: 'code', code: 'InvalidParameter', action: 'DescribeAccount' });
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		const list = world.engine.listSearch(world.request('wemake'), 'searchAccounts');
		await expect(list).rejects.toThrow('The platform does not accept a parameter');
		jest.restoreAllMocks();
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(world.cloud.journal.entries({ action: 'DescribeSubAccounts' })).toHaveLength(1);
	});
});
