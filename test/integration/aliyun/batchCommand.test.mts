// Many commands travel in few requests, and each item gets its own outcome.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { CONTINUE } from '../harness/world.mts';
import {
	ADDRESS_COMMANDS,
	addressesOf,
	doneItem,
	fresh,
	mailedRecord,
	prepare,
	queryOf,
	useAliyun,
} from './useAliyun.mts';

const { world, run, stateOf } = useAliyun();
const lastMailOf = (email: string) => world.cloud.aliyun.get(email)?.tokenSentAt;

describe.each(ADDRESS_COMMANDS)('$operation', (command) => {
	const { operation, action, after } = command;
	const ready = (length?: number, domain?: string) =>
		prepare(world, command, fresh(length, domain));

	it('250 items are three requests and 250 items, each in its place', async () => {
		const emails = ready(250);
		const result = await run(operation, emails);
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual(emails.map((email) => doneItem(operation, email)));
		expect(result.pairs).toEqual(emails.map((_, index) => index));
		expect(result.requests.map((request) => request.action)).toEqual([action, action, action]);
		const sent = addressesOf(result.requests);
		// They travel at the same time.
		expect(sent.map(({ length }) => length).sort()).toEqual([100, 100, 50]);
		expect(sent.flat().sort()).toEqual([...emails].sort());
		expect(emails.map(stateOf)).toEqual(emails.map(() => after));
	});

	it('without Simplify each item is the answer as its address alone would have got it', async () => {
		const emails = ready(3);
		const { json, requests } = await run(operation, emails, { simplify: false });
		const others = operation === 'submit' ? { ExistList: [] } : {};
		expect(json).toEqual(
			emails.map((email) => ({
				RequestId: requests[0].requestId,
				SuccessList: [{ Email: email, Code: 'Success', Message: 'Success' }],
				FailList: [],
				...others,
			})),
		);
		expect(requests).toHaveLength(1);
		expect(emails.map(stateOf)).toEqual([after, after, after]);
	});

	it('adds the same answer under "raw" where asked for', async () => {
		const [email] = ready();
		const { json, requests } = await run(operation, [email], { options: { includeRaw: true } });
		const { raw, ...item } = json[0];
		expect(item).toEqual(doneItem(operation, email));
		const { requestId } = requests[0];
		expect(raw).toMatchObject({ RequestId: requestId, SuccessList: [{ Email: email }] });
	});

	it('keeps what no document names', async () => {
		const [a, b] = ready(2);
		world.cloud.faults.add({ kind: 'unknownFields' });
		const { json } = await run(operation, [a, b], { simplify: false });
		for (const item of json) {
			expect(item).toMatchObject({ FutureText: 'not documented', FutureNull: null });
		}
	});

	it('an item that names several addresses gives an item for each', async () => {
		const [a, b, c, d, e, f] = ready(6);
		const result = await run(operation, [`${a}, ${b};${c}`, d, [e, f]]);
		const subjects = [a, b, c, d, e, f];
		expect(result.json).toEqual(subjects.map((email) => doneItem(operation, email)));
		expect(result.pairs).toEqual([0, 0, 0, 1, 2, 2]);
		expect(addressesOf(result.requests)).toEqual([subjects]);
	});

	it('an address twice in one item counts once, whatever its case', async () => {
		const [a, b] = ready(2);
		const { json, requests } = await run(operation, [[a, b, a.toUpperCase(), ` ${b} `]]);
		expect(json).toEqual([a, b].map((email) => doneItem(operation, email)));
		expect(addressesOf(requests)).toEqual([[a, b]]);
	});

	it('equal addresses of different items go out one after the other', async () => {
		const [a, b] = ready(2);
		const shouted = a.toUpperCase();
		const { json, requests } = await run(operation, [a, b, shouted, a], CONTINUE);
		expect(addressesOf(requests)).toEqual([[a, b], [shouted], [a]]);
		expect(requests.every(({ inFlight }) => inFlight === 1)).toBe(true);
		expect(json.slice(0, 2)).toEqual([a, b].map((email) => doneItem(operation, email)));
		// The later ones see what the first has done.
		const later = { submit: { mailSent: false }, resend: { mailSent: true }, delete: {} }[
			operation
		];
		for (const item of json.slice(2)) {
			expect(item).toMatchObject(later);
			expect('error' in item).toBe(operation === 'delete');
		}
	});

	it('the addresses of a request are 4,000 characters at most', async () => {
		const emails = ready(120, `${'label.'.repeat(20)}example.com`);
		const { json, requests } = await run(operation, emails);
		expect(json).toEqual(emails.map((email) => doneItem(operation, email)));
		expect(requests.length).toBeGreaterThan(4);
		for (const { query } of requests) expect(query.length).toBeLessThan(4100);
		expect(addressesOf(requests).flat().sort()).toEqual([...emails].sort());
	});

	it('addresses of every script and with every legal character arrive as they are', async () => {
		const emails = ready(1).flatMap((email) => [
			`o'brien+(tag)*!-${email}`,
			`50%off&more=yes#/?-${email}`,
			`用户-${email}`,
			email.replace('new.example.com', '例子.中国'),
		]);
		prepare(world, command, emails);
		const { json } = await run(operation, emails);
		expect(json).toEqual(emails.map((email) => doneItem(operation, email)));
		expect(emails.map(stateOf)).toEqual(emails.map(() => after));
	});

	it('items that differ in language share no request', async () => {
		const [a, b, c] = ready(3);
		const items = [
			{ emails: a, language: 'en' },
			{ emails: b, language: 'zh' },
			{ emails: c, language: 'en' },
		];
		const { json, requests } = await run(operation, items, {
			options: { language: '={{ $json.language }}' },
		});
		expect(json).toEqual([a, b, c].map((email) => doneItem(operation, email)));
		const sent = requests.map(queryOf).map((query) => [query.get('Lang'), query.get('Email')]);
		expect(sent.sort()).toEqual([
			['en', `${a},${c}`],
			['zh', b],
		]);
	});

	it('reads the older form of answers', async () => {
		world.cloud.settings.aliyun.keyCase = 'camel';
		const emails = ready(3);
		const { json } = await run(operation, emails);
		expect(json).toEqual(emails.map((email) => doneItem(operation, email)));
		const again = await run(operation, prepare(world, command, fresh(1)), { simplify: false });
		expect(again.json).toEqual([
			expect.objectContaining({
				requestId: again.requests[0].requestId,
				successList: [{ email: expect.any(String) as string }],
				failList: [],
			}),
		]);
	});

	it('the next lookup shows what was done', async () => {
		const [email] = ready();
		await run(operation, [email]);
		const { json } = await run('get', [{ subject: email }], { options: { ifNotFound: 'record' } });
		expect(json[0].status).toBe(after === 0 ? 'pending' : 'unknown');
	});
});

describe('Send Again If Exists', () => {
	const again = { parameters: { sendIfExist: true } };

	it('off: an address that exists gets no mail, and its status is not known', async () => {
		const { pending, verified } = demoSubjects.aliyun;
		const [email] = fresh();
		const mails = [pending, verified].map(lastMailOf);
		const { json, requests } = await run('submit', [pending, email, verified.toUpperCase()]);
		expect(json).toEqual([
			{ ...mailedRecord(pending, 'unknown'), mailSent: false },
			doneItem('submit', email),
			{ ...mailedRecord(verified.toUpperCase(), 'unknown'), mailSent: false },
		]);
		expect(queryOf(requests[0]).get('SendIfExist')).toBe('false');
		expect([pending, verified].map(lastMailOf)).toEqual(mails);
	});

	it('off, raw: the entry stands in ExistList alone', async () => {
		const { pending } = demoSubjects.aliyun;
		const { json } = await run('submit', [pending, ...fresh()], { simplify: false });
		const lists = { ExistList: [{ Email: pending }], SuccessList: [], FailList: [] };
		expect(json[0]).toMatchObject(lists);
	});

	it.each(['SuccessList', 'ExistList'] as const)(
		'on: an address that waits gets another mail, listed in %s',
		async (list) => {
			world.cloud.settings.aliyun.sentAgain = list;
			const [email] = fresh();
			world.cloud.aliyun.submit(email);
			world.cloud.aliyun.expire(email);
			const before = lastMailOf(email);
			const { json, requests } = await run('submit', [email], again);
			expect(json).toEqual([doneItem('submit', email)]);
			expect(queryOf(requests[0]).get('SendIfExist')).toBe('true');
			expect(lastMailOf(email)).toBeGreaterThan(before!);
		},
	);

	it.each(['pascal', 'camel'] as const)(
		'on: an entry without a code, in %s case, does not show whether a mail was sent',
		async (keyCase) => {
			// An entry of the older form holds only the address; the newer form may leave the code out.
			Object.assign(world.cloud.settings.aliyun, { keyCase, sentAgain: 'ExistList' });
			const [email] = keyCase === 'camel' ? fresh() : [demoSubjects.aliyun.verified];
			if (keyCase === 'camel') {
				world.cloud.aliyun.submit(email);
				world.cloud.aliyun.expire(email);
			}
			const before = lastMailOf(email);
			const { json } = await run('submit', [email], again);
			expect(json).toEqual([{ ...mailedRecord(email, 'unknown'), mailSent: null }]);
			expect(lastMailOf(email) !== before).toBe(keyCase === 'camel');
		},
	);

	it.each([
		['true', 'true'],
		[' TRUE ', 'true'],
		['false', 'false'],
		['', 'false'],
	])('as the text "%s" travels as %s', async (text, sent) => {
		const parameters = { sendIfExist: `={{ ${JSON.stringify(text)} }}` };
		const { requests, error } = await run('submit', fresh(), { parameters });
		expect(error).toBeUndefined();
		expect(queryOf(requests[0]).get('SendIfExist')).toBe(sent);
	});

	it('as another text is refused before any request', async () => {
		const parameters = { sendIfExist: '={{ "perhaps" }}' };
		const { requests, error } = await run('submit', fresh(), { parameters });
		expect(error).toMatchObject({ message: 'Send Again If Exists is neither true nor false' });
		expect(requests).toEqual([]);
	});

	it('items that differ in it share no request, and keep their order for one address', async () => {
		const [a, b] = fresh(2);
		const pair = [
			{ emails: a, again: true },
			{ emails: b, again: false },
		];
		const parameters = { sendIfExist: '={{ $json.again }}' };
		const { json, requests } = await run('submit', [...pair, ...pair], { parameters });
		expect(json.map(({ mailSent }) => mailSent)).toEqual([true, true, true, false]);
		expect(requests).toHaveLength(4);
	});
});
