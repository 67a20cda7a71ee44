import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { CONTINUE } from '../harness/world.mts';
import { newMember, newSubmission, useOrganization, waitingMember } from './useOrganization.mts';

const { world, run, bodies } = useOrganization();
const LOOKUP = 'DescribeOrganizationMemberEmailBind';
const ADD = 'AddOrganizationMemberEmail';
const UPDATE = 'UpdateOrganizationMemberEmailBind';
const RESEND = 'SendOrgMemberAccountBindEmail';

const pendingRecord = (subject: string, email: string | null, phone: string | null) => ({
	provider: 'tencentOrganization',
	subject,
	status: 'pending',
	isVerified: false,
	email,
	phone,
	emailStatus: 'pending',
	phoneStatus: phone === null ? 'unknown' : 'unverified',
	verifiedAt: null,
	reason: null,
	mailSent: true,
});

const bindingOf = (uin: string) => world.cloud.tencent.get(uin)!.binding!;
const twenty = <Item,>(make: () => Item) => Array.from({ length: 20 }, make);
const indexes = (items: unknown[]) => items.map((_, index) => index);

describe('add', () => {
	const item = () => ({ subject: newMember(world.cloud).uin, ...newSubmission() });

	it('submits every item and says that its mail is out', async () => {
		const items = twenty(item);
		const { json, pairs, error } = await run('memberEmail add', items);
		expect(error).toBeUndefined();
		expect(pairs).toEqual(indexes(items));
		expect(json).toEqual(
			items.map(({ subject, email, phone }) => ({
				...pendingRecord(subject, email, phone),
				bindId: String(bindingOf(subject).bindId),
			})),
		);
		const sent = bodies(ADD).sort((a, b) => Number(a.MemberUin) - Number(b.MemberUin));
		expect(sent).toEqual(
			items.map(({ subject, email, phone }) => ({
				MemberUin: Number(subject),
				Email: email,
				CountryCode: '86',
				Phone: phone,
			})),
		);
	});

	it('is seen by the lookup that follows', async () => {
		const items = twenty(item);
		const { json } = await run('memberEmail add', items);
		const { json: seen } = await run('memberEmail get', json);
		expect(seen).toEqual(
			items.map(({ subject, email, phone }) => {
				const { mailSent, ...record } = pendingRecord(subject, email, phone);
				expect(mailSent).toBe(true);
				return record;
			}),
		);
	});

	it('gives the documented answer without Simplify, and beside it as raw', async () => {
		const [raw, simple] = [item(), item()];
		const { json, requests } = await run('memberEmail add', [raw, simple], {
			parameters: { simplify: '={{ $itemIndex === 1 }}' },
			options: { includeRaw: true },
		});
		const answerOf = ({ subject }: { subject: string }) => ({
			BindId: bindingOf(subject).bindId,
			RequestId: requests.find(({ body }) => body.includes(subject))!.requestId,
		});
		expect(json[0]).toEqual(answerOf(raw));
		expect(json[1]).toMatchObject({ mailSent: true, raw: answerOf(simple) });
	});

	it('keeps the digits of long IDs', async () => {
		world.cloud.settings.tencent.hugeIds = true;
		const one = item();
		const { json } = await run('memberEmail add', [one]);
		expect(json[0].bindId).toBe(`9${String(bindingOf(one.subject).bindId).padStart(17, '0')}`);
	});

	it('takes equal items for two submissions, of which the service refuses one', async () => {
		const one = item();
		const { json } = await run('memberEmail add', [one, { ...one }], CONTINUE);
		expect(bodies(ADD)).toHaveLength(2);
		expect(json.filter(({ mailSent }) => mailSent)).toHaveLength(1);
		expect(json.filter(({ error }) => error)).toMatchObject([
			{ error: 'The member has an email address already' },
		]);
	});

	it.each([
		['a dialling code with plus', { countryCode: '+852' }, { CountryCode: '852' }],
		['a dialling code that is a number', { countryCode: 49 }, { CountryCode: '49' }],
		['a phone with blanks', { phone: '138 0000-0001' }, { Phone: '13800000001' }],
		['a phone that is a number', { phone: 13800000002 }, { Phone: '13800000002' }],
		['blanks around an address', { email: ' x1@example.com\n' }, { Email: 'x1@example.com' }],
	])('tidies %s', async (_what, fields, sent) => {
		await run('memberEmail add', [{ ...item(), ...fields }]);
		expect(bodies(ADD)).toEqual([expect.objectContaining(sent)]);
	});

	it.each([
		['an invited member', () => demoSubjects.tencent.invited, 'The operation is not possible here'],
		['nobody', () => '999', 'The organization has no such member'],
		[
			'a member that waits',
			() => waitingMember(world.cloud).uin,
			'The member has an email address already',
		],
	])('is refused for %s', async (_who, uin, message) => {
		const { error, requests } = await run('memberEmail add', [{ ...item(), subject: uin() }]);
		expect(error!.message).toBe(message);
		expect(error!.description).toContain(`Code: ${requests[0].code}.`);
		expect(requests).toHaveLength(1);
	});

	it('is refused an address of another member, or one that has lapsed', async () => {
		const holder = waitingMember(world.cloud);
		const lapsed = waitingMember(world.cloud);
		world.cloud.tencent.fail(lapsed.uin, 'expired');
		const emails = [holder, lapsed].map(({ binding }) => binding!.email);
		const items = emails.map((email) => ({ ...item(), email }));
		const { json } = await run('memberEmail add', items, CONTINUE);
		expect(json.map(({ error }) => error)).toEqual(Array(2).fill('The email address is in use'));
	});

	it('is refused a phone of too many, and more than a day takes', async () => {
		for (const [limit, message] of [
			['membersPerPhone', 'The phone number serves too many accounts'],
			['submissionsPerDay', 'The submissions of today are used up'],
		] as const) {
			world.cloud.settings.reset();
			world.cloud.settings.tencent.limits[limit] = 0;
			expect((await run('memberEmail add', [item()])).error!.message).toBe(message);
		}
	});
});

describe.each([
	['update', UPDATE, () => newSubmission()],
	['resend', RESEND, () => ({})],
] as const)('%s', (operation, action, fields) => {
	const name = `memberEmail ${operation}`;
	const item = (): IDataObject & { subject: string } => ({
		subject: waitingMember(world.cloud).uin,
		...fields(),
	});

	it('looks up the binding of each member, then sends', async () => {
		const items = twenty(item);
		const { json, pairs, error } = await run(name, items);
		expect(error).toBeUndefined();
		expect(pairs).toEqual(indexes(items));
		expect(json).toEqual(
			items.map(({ subject, email = null, phone = null }) =>
				pendingRecord(subject, email as string, phone as string),
			),
		);
		expect(bodies(LOOKUP)).toHaveLength(20);
		const sent = bodies(action).sort((a, b) => Number(a.MemberUin) - Number(b.MemberUin));
		expect(sent).toEqual(
			items.map(({ subject, email, phone }) => ({
				MemberUin: Number(subject),
				BindId: bindingOf(subject).bindId,
				...(email !== undefined && { Email: email, CountryCode: '86', Phone: phone }),
			})),
		);
	});

	it('sends one request where the binding ID is given', async () => {
		const items = twenty(() => {
			const one = item();
			return { ...one, bindId: bindingOf(one.subject).bindId };
		});
		const { json, requests } = await run(name, items);
		expect(json).toMatchObject(items.map(({ subject }) => ({ subject, mailSent: true })));
		expect(requests).toHaveLength(20);
		expect(bodies(LOOKUP)).toEqual([]);
	});

	it('gives the documented answer without Simplify', async () => {
		const { json } = await run(name, [item()], { simplify: false });
		const [{ requestId }] = world.cloud.journal.entries({ action });
		expect(json).toEqual([{ RequestId: requestId }]);
	});

	it('hands a looked-up ID of 64 bits back, digit for digit', async () => {
		world.cloud.settings.tencent.hugeIds = true;
		const one = item();
		const { error } = await run(name, [one]);
		expect(error).toBeUndefined();
		const [{ body }] = world.cloud.journal.entries({ action });
		const { bindId } = bindingOf(one.subject);
		expect(body).toContain(`"BindId":9${String(bindId).padStart(17, '0')}`);
	});

	it.each([
		['that has none', () => newMember(world.cloud).uin],
		['whose fields are all null', () => demoSubjects.tencent.noValues],
		['that was invited', () => demoSubjects.tencent.invited],
	])('a member %s: the advice is to use Add, and nothing is sent', async (_who, uin) => {
		const { error, requests } = await run(name, [{ ...item(), subject: uin() }]);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'The member has no email binding',
			description: `Use Member Email: Add to submit an address for it first. A member that was invited cannot have one. Request ID: ${requests[0].requestId}. Item: 0.`,
		});
		expect(requests.map(({ action: asked }) => asked)).toEqual([LOOKUP]);
	});

	it('an unknown member fails as in the lookup, and nothing is sent', async () => {
		const { error, requests } = await run(name, [{ ...item(), subject: '999' }]);
		expect(error!.message).toBe('The organization has no such member');
		expect(requests.map(({ action: asked }) => asked)).toEqual([LOOKUP]);
	});

	it('a foreign or replaced binding ID is refused', async () => {
		const replaced = waitingMember(world.cloud);
		const { bindId } = replaced.binding!;
		world.cloud.tencent.submit(replaced.uin, { ...newSubmission(), countryCode: '86' });
		const items = [
			{ ...item(), bindId: 1 },
			{ ...item(), subject: replaced.uin, bindId },
		];
		const { json } = await run(name, items, CONTINUE);
		expect(json.map(({ error }) => error)).toEqual([
			'There is no such binding',
			'The binding is no longer in force',
		]);
	});

	it('repeats the lookup after a passing fault, and sends the command once', async () => {
		world.cloud.faults.add({ kind: 'resetAfter', action: LOOKUP, times: 2 });
		const { json } = await run(name, [item()], { options: { maxRetries: 3 } });
		expect(json[0]).toMatchObject({ mailSent: true });
		expect(bodies(LOOKUP)).toHaveLength(3);
		expect(bodies(action)).toHaveLength(1);
	});

	it('sends nothing when the lookup fails for good, and leaves no doubt of that', async () => {
		world.cloud.faults.add({ kind: 'reset', action: LOOKUP });
		const { json } = await run(name, [item()], CONTINUE);
		expect(json[0].error).toBe('The connection was closed before the answer was complete');
		expect(bodies(action)).toEqual([]);
	});
});

it('update changes a binding three times', async () => {
	const { uin } = waitingMember(world.cloud);
	const again = async () =>
		(await run('memberEmail update', [{ subject: uin, ...newSubmission() }], CONTINUE)).json[0];
	for (let change = 0; change < 3; change++)
		expect(await again()).toMatchObject({ mailSent: true });
	expect((await again()).error).toBe('The binding has been changed too often');
});

it('update is refused for a verified binding, resend too', async () => {
	const { uin } = waitingMember(world.cloud);
	world.cloud.tencent.clickLink(uin);
	const items = [{ subject: uin, ...newSubmission() }];
	const message = async (name: string) => (await run(name, items)).error!.message;
	expect(await message('memberEmail update')).toBe('The operation is not possible here');
	expect(await message('memberEmail resend')).toBe('The binding is no longer in force');
});

it('resend stops at the limits of the service', async () => {
	const { uin } = waitingMember(world.cloud);
	const again = async () => (await run('memberEmail resend', [{ subject: uin }], CONTINUE)).json[0];
	for (let mail = 0; mail < 3; mail++) expect(await again()).toMatchObject({ mailSent: true });
	expect((await again()).error).toBe('The activation mail was sent too often within an hour');
	world.cloud.settings.tencent.limits.resends = 3;
	expect((await again()).error).toBe('The activation mail cannot be sent again for this binding');
});
