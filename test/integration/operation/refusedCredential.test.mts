// A credential that the service refuses, or a permission that it lacks: the run does not go on asking.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultScope } from '../../../sandbox/cloud/faults.mts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { CONTINUE, useWorld, type Lookup, type ServiceName } from '../harness/world.mts';
import { OUTCOME_UNKNOWN } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const world = useWorld({ members: 100, emails: 100, accounts: 100 });
const { run: runTestNode } = useTestNode(world);

const ITEMS = 60;
/** What the quota lets go out before the first answer is here, or what the proof takes. */
const MOST_REQUESTS = 20;
/** The documented quota. */
const QUOTA = { requestsPerSecond: '' };
const NOT_SENT =
	'This item was not sent, because the service had refused earlier items for the same reason.';

const WRONG_SECRET: Record<ServiceName, IDataObject> = {
	tencent: { secretKey: 'wrong' },
	aliyun: { accessKeySecret: 'wrong' },
	wemake: { secretKey: 'wrong' },
};
const NO_PERMISSION: Record<ServiceName, IDataObject> = {
	tencent: demoCredentials.tencentNoPermission,
	aliyun: demoCredentials.aliyunNoPermission,
	wemake: demoCredentials.wemakeNoPermission,
};
const SERVICES = Object.keys(WRONG_SECRET) as ServiceName[];

const BY_ID: INodeParameters = {
	operation: 'get',
	accountIds: { __rl: true, mode: 'id', value: '={{ $json.subject }}' },
};
const parametersOf = (service: ServiceName) => (service === 'wemake' ? BY_ID : {});
const SUBJECTS: Record<ServiceName, () => string[]> = {
	tencent: () => world.cloud.tencent.uins(),
	aliyun: () => world.cloud.aliyun.emails().filter((email) => !email.includes('"')),
	// To the cloud, a request is about the account of its token, too.
	wemake: () => world.cloud.wemake.accountIds().slice(1),
};
const subjectsOf = (service: ServiceName, count = ITEMS) => SUBJECTS[service]().slice(0, count);

const detailsOf = (item: IDataObject) => item.details as IDataObject;
const isSent = (item: IDataObject) => !String(detailsOf(item).advice).includes(NOT_SENT);

/** Looks up many subjects; a few of them are asked for, and all of them have the same error. */
async function expectFewRequests(service: ServiceName, lookup: Lookup, most = MOST_REQUESTS) {
	const subjects = subjectsOf(service);
	const { json, pairs, requests } = await world.lookup(service, subjects, {
		...CONTINUE,
		...lookup,
		options: { ...QUOTA, ...lookup.options },
		parameters: { ...parametersOf(service), ...lookup.parameters },
	});
	expect(pairs).toEqual(subjects.map((_, index) => index));
	expect(requests.length).toBeLessThanOrEqual(most);
	const [first] = json;
	expect(first.error).toEqual(expect.any(String));
	const { advice, code } = detailsOf(first);
	for (const item of json) {
		expect(item.error).toBe(first.error);
		expect(detailsOf(item)).toMatchObject({
			code,
			advice: isSent(item) ? advice : `${advice as string} ${NOT_SENT}`,
		});
	}
	return { json, requests };
}

describe.each(SERVICES)('%s', (service) => {
	it(`a wrong secret: ${ITEMS} items, each asked for on its own`, async () => {
		const { json, requests } = await expectFewRequests(service, {
			credential: WRONG_SECRET[service],
		});
		expect(json.filter(isSent)).toHaveLength(requests.length);
		expect(json[0].error).toBe('The signature does not match');
	});

	it('a wrong secret, many at once', async () => {
		await expectFewRequests(
			service,
			{ credential: WRONG_SECRET[service], options: { lookupStrategy: 'automatic' } },
			service === 'tencent' ? MOST_REQUESTS : 2,
		);
	});

	it('a missing permission', async () => {
		const { json, requests } = await expectFewRequests(service, {
			credential: NO_PERMISSION[service],
		});
		expect(json.filter(isSent)).toHaveLength(requests.length);
		expect(json[0].error).toBe('The key may not do this');
	});

	it('a missing permission, many at once', async () => {
		await expectFewRequests(service, {
			credential: NO_PERMISSION[service],
			options: { lookupStrategy: 'automatic' },
		});
	});

	it.each([401, 403])('HTTP %i without an answer of the service', async (status) => {
		world.cloud.faults.add({ kind: 'status', status });
		const { json } = await expectFewRequests(service, {});
		expect(json[0].error).toBe('The service does not accept the credential');
	});

	it('a few at once: no more than the proof takes', async () => {
		const options = { requestsPerSecond: 5 };
		await expectFewRequests(service, { credential: WRONG_SECRET[service], options }, 5);
		await expectFewRequests(service, { credential: NO_PERMISSION[service], options }, 10);
	});

	describe.each([3, ITEMS])('a refusal of single subjects, among %i', (count) => {
		const refuse = (subject: string, scope: FaultScope = {}) =>
			world.cloud.faults.add({
				kind: 'code',
				code: service === 'aliyun' ? 'NoPermission' : 'UnauthorizedOperation',
				subject,
				...scope,
			});

		it.each([
			['as fast as they come', { requestsPerSecond: 1000 }],
			['by the quota', QUOTA],
		])('fails them alone: %s', async (_name, options) => {
			const subjects = subjectsOf(service, count);
			const refused = count === 3 ? subjects.slice(0, 1) : subjects.slice(0, 8);
			for (const subject of refused) refuse(subject);
			const { json, requests } = await world.lookup(service, subjects, {
				...CONTINUE,
				options,
				parameters: parametersOf(service),
			});
			expect(requests).toHaveLength(count);
			expect(json.map(({ error, subject }) => error ?? subject)).toEqual(
				subjects.map((subject) =>
					refused.includes(subject) ? 'The key may not do this' : subject,
				),
			);
		});

		it('a success that comes late still counts', async () => {
			const subjects = subjectsOf(service, count);
			for (const subject of subjects.slice(1)) refuse(subject);
			world.cloud.faults.add({ kind: 'latency', subject: subjects[0], ms: 600 });
			const { json, requests } = await world.lookup(service, subjects, {
				...CONTINUE,
				options: QUOTA,
				parameters: parametersOf(service),
			});
			expect(json[0].subject).toBe(subjects[0]);
			expect(requests).toHaveLength(count);
			expect(json.slice(1).every(isSent)).toBe(true);
		});
	});

	it.each([
		['a wrong secret', WRONG_SECRET, 'The signature does not match'],
		['a missing permission', NO_PERMISSION, 'The key may not do this'],
	])('without Continue on Fail %s stops the run with what the service said', async (...given) => {
		const [, credentials, message] = given;
		const { error, output, requests } = await world.lookup(service, subjectsOf(service), {
			credential: credentials[service],
			options: QUOTA,
			parameters: parametersOf(service),
		});
		expect(error!.message).toBe(message);
		expect(error!.description).not.toContain(NOT_SENT);
		expect(error!.description).toContain('Request ID: ');
		expect(output).toEqual([]);
		expect(requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
	});
});

it('a session that has ended: few logins are shown', async () => {
	world.cloud.faults.add({ kind: 'redirect', location: 'https://login.iam.test/' });
	const { json } = await expectFewRequests('wemake', {
		credential: { authentication: 'session', accessToken: 'old' },
	});
	expect(json[0].error).toBe('The platform asks for a login');
});

it('thousands of IDs: as many batches as go out at once, and no single lookup', async () => {
	const subjects = Array.from({ length: 3000 }, (_, index) => String(100_000 + index));
	const { json, requests } = await world.lookup('wemake', subjects, {
		...CONTINUE,
		credential: WRONG_SECRET.wemake,
		options: { ...QUOTA, lookupStrategy: 'automatic' },
		parameters: BY_ID,
	});
	expect(json).toHaveLength(3000);
	expect(new Set(json.map(({ error }) => error)).size).toBe(1);
	expect(requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
});

it.each([
	['a wrong secret', WRONG_SECRET.aliyun],
	['a missing permission', NO_PERMISSION.aliyun],
])('commands, with %s: what was not sent says so', async (_name, credential) => {
	const emails = Array.from({ length: 3000 }, (_, index) => `new${index}@refused.example.com`);
	const { json, requests } = await world.lookup(
		'aliyun',
		emails.map((one) => ({ emails: one })),
		{
			...CONTINUE,
			credential,
			options: QUOTA,
			parameters: { operation: 'submit', emails: '={{ $json.emails }}' },
		},
	);
	expect(json).toHaveLength(3000);
	// A hundred addresses a request.
	expect(requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
	expect(json.filter(isSent)).toHaveLength(requests.length * 100);
	expect(world.cloud.aliyun.get(emails[0])).toBeUndefined();
});

it('a command of unknown fate keeps its words', async () => {
	const [first, ...others] = Array.from({ length: 30 }, (_, index) => `fate${index}@example.com`);
	world.cloud.faults.add({ kind: 'latency', subject: first, ms: 300 });
	world.cloud.faults.add({ kind: 'resetAfter', subject: first });
	for (const subject of others) {
		world.cloud.faults.add({ kind: 'code', code: 'InvalidAccessKeyId.Inactive', subject });
	}
	const { json } = await runTestNode('command', [first, ...others], { options: QUOTA });
	expect(json[0].error).toBe(OUTCOME_UNKNOWN);
	expect(isSent(json[0])).toBe(true);
	expect(json.slice(1).map(({ error }) => error)).toEqual(
		others.map(() => 'The AccessKey is disabled'),
	);
	expect(json.filter(isSent).length).toBeLessThanOrEqual(MOST_REQUESTS);
});

it('the refusal of one item’s credential stops no other', async () => {
	const subjects = subjectsOf('tencent', 40);
	const items = subjects.map((subject, index) => ({
		subject,
		secret: index % 2 === 0 ? demoCredentials.tencent.secretKey : 'wrong',
	}));
	const { json } = await world.lookup('tencent', items, {
		...CONTINUE,
		credential: { secretKey: '={{ $json.secret }}' },
		options: QUOTA,
	});
	expect(json.map(({ subject, error }) => subject ?? error)).toEqual(
		subjects.map((subject, index) => (index % 2 === 0 ? subject : 'The signature does not match')),
	);
});

it('a subject that is not there proves the permission', async () => {
	const subjects = ['999', ...subjectsOf('tencent', 30)];
	for (const subject of subjects.slice(1)) {
		world.cloud.faults.add({ kind: 'code', code: 'UnauthorizedOperation', subject });
	}
	const { requests } = await world.lookup('tencent', subjects, { ...CONTINUE, options: QUOTA });
	expect(requests).toHaveLength(subjects.length);
});

it('a token that expires on the way ends the run there', async () => {
	const [first, ...others] = subjectsOf('tencent');
	world.cloud.faults.add({ kind: 'code', code: 'AuthFailure.TokenFailure', subject: others[28] });
	const { json, requests } = await world.lookup('tencent', [first, ...others], {
		...CONTINUE,
		options: { requestsPerSecond: 10 },
	});
	expect(requests.length).toBeLessThanOrEqual(40);
	expect(json.slice(0, 29).every(({ error }) => error === undefined)).toBe(true);
	expect(isSent(json.at(-1)!)).toBe(false);
});
