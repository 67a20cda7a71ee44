// Parameters that no request may carry are refused before anything is sent.
import type { IDataObject } from 'n8n-workflow';
import { EMAIL_REFUSALS, UIN_REFUSALS } from '../../unit/fields/hostileInputs.mts';
import { CONTINUE } from '../harness/world.mts';
import { COMMANDS, OPERATIONS, useOrganization } from './useOrganization.mts';

const { world, run } = useOrganization();

async function expectRefusal(
	name: string,
	item: IDataObject,
	message: string | RegExp,
	parameters: IDataObject = {},
) {
	const good = OPERATIONS[name].item(world.cloud);
	const items = [good, { ...good, ...item }];
	const { error, requests, output } = await run(name, items, { parameters: parameters as never });
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringMatching(message) as string,
	});
	expect(error!.description).toMatch(/^[A-Z].*\. Item: [01]\.$/s);
	expect(output).toEqual([]);
	// Not even the good item's: what cannot be sent as a whole is not begun.
	expect(requests).toEqual([]);
}

const about = Object.keys(OPERATIONS).filter((name) => 'memberUin' in OPERATIONS[name].parameters);

describe.each(about)('%s', (name) => {
	it.each(UIN_REFUSALS)('refuses as member %s', async (_what, subject, message) => {
		await expectRefusal(name, { subject } as never, message);
	});
});

describe.each(['memberEmail add', 'memberEmail update'])('%s', (name) => {
	it.each(EMAIL_REFUSALS)('refuses as address %s', async (_what, email, message) => {
		await expectRefusal(name, { email } as never, message);
	});

	it.each([
		[{ email: '12***@qq.com' }, 'The email address is masked'],
		[{ phone: '' }, 'The phone number is empty'],
		[{ phone: '18***32' }, 'The phone number is not of the right form'],
		[{ phone: '+8613800138000' }, 'The phone number is not of the right form'],
		[{ phone: '１３８００１３８０００' }, 'The phone number is not of the right form'],
		[{ countryCode: ' ' }, 'The country code is empty'],
		[{ countryCode: 'CN' }, 'The country code is not of the right form'],
		[{ countryCode: '0086' }, 'The country code is not of the right form'],
		[{ countryCode: '86000' }, 'The country code is not of the right form'],
	])('refuses %j', async (item, message) => {
		await expectRefusal(name, item, message);
	});
});

it.each(['memberEmail update', 'memberEmail resend'])(
	'%s refuses a bad binding ID',
	async (name) => {
		await expectRefusal(name, { bindId: 'x' }, 'This is not a binding ID');
		const rounded = 'The binding ID is a number that JavaScript cannot';
		await expectRefusal(name, { bindId: 2 ** 60 }, rounded);
	},
);

it.each(['member create', 'member move'])('%s refuses a bad department', async (name) => {
	await expectRefusal(name, { nodeId: '' }, 'The department ID is empty');
	await expectRefusal(name, { nodeId: 'Sales' }, 'This is not a department ID');
});

describe('member create', () => {
	it.each([
		[{ name: '' }, 'The name is empty'],
		[{ name: 'with blank' }, 'The name is not of the right form'],
		[{ name: "O'Brien" }, 'The name is not of the right form'],
		[{ name: 'a'.repeat(26) }, 'The name is too long'],
		[{ accountName: '名'.repeat(26) }, 'The account name is too long'],
		[{ accountName: 'a/b' }, 'The account name is not of the right form'],
	])('refuses %j', async (item, message) => {
		await expectRefusal('member create', item, message);
	});

	it.each([
		[{ permissionIds: [1] }, 'A mandatory financial permission is missing'],
		[{ permissionIds: [] }, 'A mandatory financial permission is missing'],
		[{ permissionIds: [1, 2, 11] }, 'There is no such financial permission'],
		[{ permissionIds: '={{ "1,2,all" }}' }, 'There is no such financial permission'],
		[{ permissionIds: [1, 2, 7] }, 'Pay on Behalf needs a payer'],
		[{ additionalFields: { payUin: 'me' } }, 'This is not a payer UIN'],
		[{ additionalFields: { recordId: '-1' } }, 'This is not a creation record ID'],
		[{ additionalFields: { authRelationId: 'x' } }, 'This is not a legal entity ID'],
		[{ additionalFields: { identityRoleIds: '2, x' } }, 'This is not an access identity ID'],
		[
			{ additionalFields: { tags: { tag: [{ key: '', value: 'x' }] } } },
			'The key of a tag is empty',
		],
		[
			{ additionalFields: { tags: { tag: Array(11).fill({ key: 'a', value: 'b' }) } } },
			'There are too many tags',
		],
	])('refuses %j', async (parameters, message) => {
		await expectRefusal('member create', {}, message, parameters);
	});
});

describe('member update', () => {
	it.each([
		[{}, 'There is nothing to change'],
		[{ name: '', remark: ' ' }, 'There is nothing to change'],
		[{ isModifyNickName: false }, 'There is nothing to change'],
		[{ permissionIds: [] }, 'There is nothing to change'],
		[{ name: 'with blank' }, 'The name is not of the right form'],
		[{ remark: 'a'.repeat(41) }, 'The remark is too long'],
		[{ permissionIds: [2, 8] }, 'A mandatory financial permission is missing'],
		[{ permissionIds: [1, 2, 7] }, 'Pay on Behalf needs a payer'],
		[{ payUin: '0' }, 'This is not a payer UIN'],
		[{ isAllowQuit: '={{ "perhaps" }}' }, 'May Leave is neither true nor false'],
	])('refuses %j', async (additionalFields, message) => {
		await expectRefusal('member update', {}, message, { additionalFields });
	});
});

describe.each(['member getMany', 'department getMany'])('%s', (name) => {
	it.each([
		[{ returnAll: false, limit: 0 }, 'The limit is not a number of results'],
		[{ returnAll: false, limit: '={{ "many" }}' }, 'The limit is not a number of results'],
		[{ filters: { tags: { tag: [{ key: ' ', value: '' }] } } }, 'The key of a tag is empty'],
	])('refuses %j', async (parameters, message) => {
		await expectRefusal(name, {}, message, parameters);
	});
});

it.each([
	[{ status: ['active'] }, 'There is no such status'],
	[{ nodeId: { __rl: true, mode: 'id', value: 'Sales' } }, 'This is not a department ID'],
])('member getMany refuses the filters %j', async (filters, message) => {
	await expectRefusal('member getMany', {}, message, { filters });
});

it('with Continue on Fail the good ones of a mix are carried out', async () => {
	for (const [name, { item, isDone }] of Object.entries(COMMANDS)) {
		const [first, last] = [item(world.cloud), item(world.cloud)];
		const bad = { ...item(world.cloud), subject: 'x', name: 'no name' };
		const { json, pairs } = await run(name, [first, bad, last], CONTINUE);
		expect(pairs).toEqual([0, 1, 2]);
		expect(json.map((one) => 'error' in one)).toEqual([false, true, false]);
		expect(json[1].details).toEqual({
			advice: expect.stringMatching(/\.$/) as string,
			code: null,
			requestId: null,
			serviceMessage: null,
		});
		expect([first, last].map((one) => isDone(world.cloud, one))).toEqual([true, true]);
	}
});
