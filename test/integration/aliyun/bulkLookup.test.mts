import type { IDataObject } from 'n8n-workflow';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld, type Lookup } from '../harness/world.mts';

const EMAILS = 5200;
const PAGES = 2;
const world = useWorld({ members: 1, emails: EMAILS, accounts: 1 });

const RETRY = { maxRetries: 3 };
const automatic = (more: IDataObject = {}): Lookup => ({
	options: { ...RETRY, includeRaw: true, lookupStrategy: 'automatic', ...more },
	onError: 'continueRegularOutput',
});
const individual = (more: IDataObject = {}): Lookup =>
	automatic({ lookupStrategy: 'individual', ...more });

/** The same apart from the ID of the request that brought it. */
const withoutRequestIds = (json: IDataObject[]): unknown =>
	JSON.parse(
		JSON.stringify(json, (key, value: unknown) =>
			/^requestId$/i.test(key) && typeof value === 'string' ? 'an ID' : value,
		),
	);

const actions = (requests: JournalEntry[]) => {
	const count = (action: string) => requests.filter((request) => request.action === action).length;
	return { lists: count('ListEmailVerification'), lookups: count('QueryEmailVerification') };
};

const nobodies = (count: number) =>
	Array.from({ length: count }, (_, index) => `nobody${index}@example.com`);

describe('thousands of addresses', () => {
	it('the answers equal those of individual lookups, field by field', async () => {
		const known = world.cloud.aliyun.emails();
		const items = [
			...known.filter((_, index) => index % 2 === 0 || index > EMAILS - 300),
			// Twins are two lookups of one record.
			...known.slice(0, 60).map((email) => email.toUpperCase()),
			...known.slice(0, 60).map((email) => email.toLowerCase()),
			...Object.values(demoSubjects.aliyun),
			...nobodies(5),
			'no address',
		];
		expect(items.length).toBeGreaterThan(2500);
		world.cloud.settings.aliyun.unknownEmail = 'empty';
		const alone = await world.lookup('aliyun', items, individual());
		const together = await world.lookup('aliyun', items, automatic());

		expect(actions(alone.requests).lists).toBe(0);
		// Exact twins and equal addresses are asked once.
		expect(actions(together.requests)).toEqual({ lists: PAGES, lookups: 5 });
		expect(alone.json).toHaveLength(items.length);
		expect(withoutRequestIds(together.json)).toEqual(withoutRequestIds(alone.json));
		expect(together.output[0].map(({ pairedItem }) => pairedItem)).toEqual(
			alone.output[0].map(({ pairedItem }) => pairedItem),
		);
		// Every raw answer names a request that there was.
		const ids = new Set(together.requests.map(({ requestId }) => requestId));
		const raws = together.json.flatMap(({ raw }) => (raw ? [raw as IDataObject] : []));
		expect(raws.length).toBeGreaterThan(2500);
		for (const raw of raws) expect(ids).toContain(raw.RequestId);

		const hostile = Object.values(demoSubjects.aliyun);
		const raw = await world.lookup('aliyun', [...hostile, ...known.slice(-5)], {
			...automatic({ includeRaw: false }),
			simplify: false,
		});
		const wanted = [...hostile, ...known.slice(-5)].map(
			(email) => alone.json[items.indexOf(email)].raw as IDataObject,
		);
		expect(actions(raw.requests)).toEqual({ lists: PAGES, lookups: 0 });
		expect(withoutRequestIds(raw.json)).toEqual(withoutRequestIds(wanted));
	});
});

describe('unknown addresses', () => {
	it.each([
		['error', 'record'],
		['error', 'error'],
		['empty', 'record'],
		['empty', 'error'],
		['record', 'record'],
		['record', 'error'],
	] as const)(
		'come out as individual lookups say: %s, If Not Found %s',
		async (unknownEmail, ifNotFound) => {
			world.cloud.settings.aliyun.unknownEmail = unknownEmail;
			const items = [...world.cloud.aliyun.emails().slice(-20), ...nobodies(7)];
			const alone = await world.lookup('aliyun', items, individual({ ifNotFound }));
			const together = await world.lookup('aliyun', items, automatic({ ifNotFound }));
			expect(withoutRequestIds(together.json)).toEqual(withoutRequestIds(alone.json));
			const { lists, lookups } = actions(together.requests);
			expect(lookups).toBe(7);
			// A refusal that says nothing is settled by a list of one address.
			expect(lists).toBe(PAGES + (unknownEmail === 'error' ? 7 : 0));
			const statuses = new Set(together.json.slice(-7).map(({ status }) => status));
			const isAnswer = unknownEmail === 'record';
			const status = isAnswer ? 'pending' : ifNotFound === 'record' ? 'unknown' : undefined;
			expect(statuses).toEqual(new Set([status]));
		},
	);
});

describe('a list that faults', () => {
	const items = () => world.cloud.aliyun.emails().slice(0, 40);
	const subjects = (json: IDataObject[]) => json.map(({ subject }) => subject);
	const action = 'ListEmailVerification';

	it.each([
		['refused', { kind: 'code', code: 'Forbidden.RAM' }, 1],
		['no answer', { kind: 'reset' }, 1],
		['a gateway', { kind: 'html' }, 1],
		['without data', { kind: 'emptyObject' }, 1],
		['with empty rows', { kind: 'missingFields' }, 1],
		['with null rows', { kind: 'nullFields' }, 1],
		['without addresses', { kind: 'missingFields', fields: ['Email'] }, 1],
		['without statuses', { kind: 'missingFields', fields: ['VerificationStatus'] }, 1],
	] as const)('%s: the lookups are made one by one', async (_name, fault, lists) => {
		const { fields, ...rest } = { fields: undefined, ...fault };
		world.cloud.faults.add({ ...rest, ...(fields && { fields: [...fields] }), action } as never);
		const { json, error, requests } = await world.lookup(
			'aliyun',
			items(),
			automatic({ maxRetries: 0 }),
		);
		expect(error).toBeUndefined();
		expect(subjects(json)).toEqual(items());
		const { lists: asked, lookups } = actions(requests);
		expect(lookups).toBe(40);
		expect(asked).toBeLessThanOrEqual(lists + 1);
	});

	it('that fails on its second page: what the first told stays', async () => {
		world.cloud.faults.add({ kind: 'unknownFields', action, times: 1 });
		world.cloud.faults.add({ kind: 'reset', action });
		const all = [...items(), ...world.cloud.aliyun.emails().slice(-10)];
		const { json, requests } = await world.lookup('aliyun', all, automatic({ maxRetries: 0 }));
		expect(subjects(json)).toEqual(all);
		expect(actions(requests)).toEqual({ lists: 2, lookups: 10 });
	});

	it('for a moment: it is asked again', async () => {
		world.cloud.faults.add({ kind: 'html', action, times: 2 });
		const { requests, json } = await world.lookup('aliyun', items(), automatic());
		expect(subjects(json)).toEqual(items());
		expect(actions(requests)).toEqual({ lists: 3, lookups: 0 });
	});
});

it('an old edition of the service, with its own key case, is understood', async () => {
	world.cloud.settings.aliyun.keyCase = 'camel';
	const items = world.cloud.aliyun.emails().slice(0, 30);
	const alone = await world.lookup('aliyun', items, individual());
	const together = await world.lookup('aliyun', items, automatic());
	expect(actions(together.requests)).toEqual({ lists: 1, lookups: 0 });
	const records = (json: IDataObject[]) => json.map((item) => ({ ...item, raw: null }));
	expect(records(together.json)).toEqual(records(alone.json));
});

describe('what is worth a list', () => {
	const { sample, verified, pending } = demoSubjects.aliyun;

	it.each([
		['one address', [sample], 0, 1],
		['two addresses', [sample, verified], 0, 2],
		['many items with two addresses', [sample, verified, sample, verified, sample], 0, 2],
		['three addresses', [sample, verified, pending], 1, 0],
		// The second page would cost as much as the one lookup that is left.
		['two on the first page, one unknown', [sample, verified, nobodies(1)[0]], 1, 1],
	])('%s', async (_name, items, lists, lookups) => {
		world.cloud.settings.aliyun.unknownEmail = 'empty';
		const { requests, json } = await world.lookup(
			'aliyun',
			items,
			automatic({ ifNotFound: 'record' }),
		);
		expect(json.map(({ subject }) => subject)).toEqual(items);
		expect(actions(requests)).toEqual({ lists, lookups });
	});

	it('items with other options have a list of their own', async () => {
		const items = [sample, verified, pending, sample, verified].map((subject, index) => ({
			subject,
			language: index < 3 ? 'en' : 'zh',
		}));
		const { requests } = await world.lookup(
			'aliyun',
			items,
			automatic({ language: '={{ $json.language }}' }),
		);
		expect(actions(requests)).toEqual({ lists: 1, lookups: 2 });
	});
});

it('items share no object, not even twins that one row answers', async () => {
	world.cloud.faults.add({ kind: 'unknownFields' });
	const { sample, verified, pending } = demoSubjects.aliyun;
	const items = [sample, sample.toUpperCase(), sample, verified, pending];
	const { output } = await world.lookup('aliyun', items, { ...automatic(), simplify: false });
	const [first, ...others] = output[0].map(({ json }) => json);
	const before = JSON.stringify(others);
	(first.FutureObject as { Nested: unknown[] }).Nested.push('changed');
	first.Email = 'changed';
	expect(JSON.stringify(others)).toBe(before);
});
