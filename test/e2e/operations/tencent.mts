// Tencent Organization as an onboarding flow chains it: each node reads what the one before it gave.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { chain, fan, rows, TRIGGER } from '../workflows.mts';
import type { World, Workflows } from '../world.mts';
import { byId, failed, pairs, refused, requestCounts, ROW, step } from './steps.mts';

const NODE = 'tencentOrganization';
const SALES = '1002';
const RESEARCH = '1003';

/** Who joins; the third has an account name that is taken. */
const NEWCOMERS = ['Anna', 'Bela', 'Taken', 'Chen'].map((name, index) => ({
	name: `e2e-${name}`,
	email: `${name}@joined.example.com`,
	phone: `1380000000${index}`,
}));
const BAD = 2;
const GOOD = NEWCOMERS.filter((_, index) => index !== BAD);
const newEmail = ({ email }: { email: string }) => `new-${email}`;

/** What is right about every newcomer, in order. */
const ofGood = <Expected,>(expected: (newcomer: (typeof NEWCOMERS)[number]) => Expected) =>
	GOOD.map(expected);

const subject = { memberUin: byId('={{ $json.subject }}') };
const phone = { countryCode: '+86', phone: `={{ ${ROW}.phone }}` };

export const tencentOperationWorkflows: Workflows = ({ tencent }) => {
	const taken = tencent.members().find(({ name }) => /^[A-Za-z]+-\d+$/.test(name))!.accountName;
	const newcomers = NEWCOMERS.map((newcomer, index) => ({
		...newcomer,
		accountName: index === BAD ? taken : newcomer.name,
	}));
	return [
		chain('tencentOnboarding', [
			...rows(newcomers),
			step('Create Member', [NODE, 'member', 'create'], {
				name: '={{ $json.name }}',
				accountName: '={{ $json.accountName }}',
				nodeId: byId(SALES),
				additionalFields: {
					remark: 'joined',
					tags: { tag: [{ key: 'team', value: '={{ $json.name }}' }] },
				},
			}),
			step('Add Email', [NODE, 'memberEmail', 'add'], {
				...subject,
				...phone,
				email: `={{ ${ROW}.email }}`,
			}),
			step('Get Email', [NODE, 'memberEmail', 'get'], subject),
			step('Update Email', [NODE, 'memberEmail', 'update'], {
				...subject,
				...phone,
				email: `=new-{{ ${ROW}.email }}`,
				additionalFields: { bindId: "={{ $('Add Email').item.json.bindId }}" },
			}),
			step('Resend', [NODE, 'memberEmail', 'resend'], subject),
			step('Move Member', [NODE, 'member', 'move'], { ...subject, nodeId: byId(RESEARCH) }),
			step('Update Member', [NODE, 'member', 'update'], {
				...subject,
				additionalFields: { remark: 'onboarded', isAllowQuit: true },
			}),
			step('Get Many Members', [NODE, 'member', 'getMany'], {
				returnAll: true,
				filters: {
					search: "={{ $json.subject ?? 'nobody' }}",
					nodeId: byId(RESEARCH),
					status: ['pending', 'failed'],
				},
			}),
			step('Get Many Departments', [NODE, 'department', 'getMany'], { limit: 2 }),
			step('Get Organization', [NODE, 'organization', 'get'], { simplify: false }),
		]),
		fan('tencentBadSubjects', [
			step('Get Many Members', [NODE, 'member', 'getMany'], { filters: { nodeId: byId('9999') } }),
			step('Get Many Departments', [NODE, 'department', 'getMany'], {
				filters: { tags: { tag: [{ key: '', value: 'field' }] } },
			}),
			step('Get Organization', [NODE, 'organization', 'get'], {
				additionalFields: { product: 'nothing' },
			}),
		]),
		chain('tencentCutOff', [
			...rows([{ subject: demoSubjects.tencent.pending }]),
			step('Resend', [NODE, 'memberEmail', 'resend'], subject),
		]),
	];
};

export function describeTencentOperations(world: () => World): void {
	it('onboards members of Tencent Organization, node after node', async () => {
		const { cloud, session } = world();
		const result = await session.runWorkflow('tencentOnboarding', TRIGGER);
		expect(result.status).toBe('success');
		const goodItems = (node: string) => result.json(node).filter((json) => !('error' in json));

		// The one that could not be created fails at each step, in its own place.
		const first = result.items('Create Member')[BAD].json;
		expect(first).toEqual(refused(/name/, 'FailedOperation.MemberNameUsed'));
		for (const node of ['Add Email', 'Get Email', 'Update Email', 'Resend', 'Move Member']) {
			const items = result.items(node);
			expect(pairs(items)).toEqual([0, 1, 2, 3]);
			expect(items[BAD].json).toEqual(failed(/^The member UIN is empty/));
			expect(goodItems(node)).toHaveLength(GOOD.length);
		}

		const uins = goodItems('Create Member').map(({ subject: uin }) => uin as string);
		const record = { provider: NODE, isVerified: false };
		const pending = { ...record, status: 'pending', emailStatus: 'pending' };
		expect(goodItems('Create Member')).toMatchObject(
			ofGood(({ name }) => ({ ...record, status: 'unverified', name, nodeId: SALES })),
		);
		expect(goodItems('Add Email')).toMatchObject(
			ofGood(({ email }) => ({ ...pending, email, mailSent: true })),
		);
		expect(goodItems('Get Email')).toMatchObject(
			ofGood((newcomer) => ({ ...pending, email: newcomer.email, phone: newcomer.phone })),
		);
		expect(goodItems('Update Email')).toMatchObject(
			ofGood((newcomer) => ({ ...pending, email: newEmail(newcomer), mailSent: true })),
		);
		expect(goodItems('Resend')).toMatchObject(ofGood(() => ({ ...pending, mailSent: true })));
		expect(goodItems('Move Member')).toEqual(
			uins.map((uin) => ({ provider: NODE, subject: uin, moved: true, nodeId: RESEARCH })),
		);
		expect(goodItems('Update Member')).toEqual(
			uins.map((uin) => ({ provider: NODE, subject: uin, updated: true })),
		);
		expect(goodItems('Get Many Members')).toMatchObject(
			ofGood(({ name }) => ({ ...pending, name, memberType: 'Create', nodeId: RESEARCH })),
		);
		expect(pairs(result.items('Get Many Members'))).toEqual([0, 1, 3]);
		for (const node of ['Add Email', 'Get Email', 'Update Email', 'Resend', 'Get Many Members']) {
			expect(goodItems(node).map((json) => json.subject)).toEqual(uins);
		}

		const departments = cloud.tencent.departments.slice(0, 2);
		expect(result.json('Get Many Departments').map(({ nodeId }) => nodeId)).toEqual(
			uins.flatMap(() => departments.map(({ id }) => String(id))),
		);
		expect(pairs(result.items('Get Many Departments'))).toEqual([0, 0, 1, 1, 2, 2]);
		for (const json of result.json('Get Organization')) {
			expect(json).toMatchObject({ OrgId: 101, IsManager: true, RootNodeId: departments[0].id });
			expect(json).toHaveProperty('RequestId');
		}

		GOOD.forEach((newcomer, index) => {
			const member = cloud.tencent.get(uins[index])!;
			expect(member).toMatchObject({
				name: newcomer.name,
				nodeId: Number(RESEARCH),
				remark: 'onboarded',
				isAllowQuit: 'Allow',
				tags: [{ TagKey: 'team', TagValue: newcomer.name }],
				binding: { email: newEmail(newcomer), phone: newcomer.phone, countryCode: '86' },
			});
			expect(member.binding).toMatchObject({ status: 'Valid', changes: 1 });
			expect(member.binding!.resentAt).toHaveLength(1);
		});
		expect(requestCounts(world())).toEqual({
			CreateOrganizationMember: 4,
			AddOrganizationMemberEmail: 3,
			// Get, and Resend for the binding's ID, which Update was given.
			DescribeOrganizationMemberEmailBind: 6,
			UpdateOrganizationMemberEmailBind: 3,
			SendOrgMemberAccountBindEmail: 3,
			MoveOrganizationNodeMembers: 3,
			UpdateOrganizationMember: 3,
			DescribeOrganizationMembers: 4,
			DescribeOrganizationNodes: 1,
			DescribeOrganization: 1,
		});
	});

	it('turns a bad filter of a list of Tencent Organization into an error item', async () => {
		const result = await world().session.runWorkflow('tencentBadSubjects', TRIGGER);
		expect(result.status).toBe('success');
		expect(result.json('Get Many Members')).toEqual([
			refused(/department/, 'ResourceNotFound.OrganizationNodeNotExist'),
		]);
		expect(result.json('Get Many Departments')).toEqual([failed(/^The key of a tag is empty/)]);
		expect(result.json('Get Organization')).toEqual([
			refused(/trusted service/i, 'ResourceNotFound.OrganizationServiceNotExist'),
		]);
	});

	it('does not send a mail of Tencent Organization twice when the answer is cut off', async () => {
		const { cloud, session } = world();
		const { resentAt } = cloud.tencent.get(demoSubjects.tencent.pending)!.binding!;
		const before = resentAt.length;
		const action = 'SendOrgMemberAccountBindEmail';
		cloud.faults.add({ kind: 'resetAfter', service: 'tencent', action });
		const result = await session.runWorkflow('tencentCutOff', TRIGGER);
		expect(result.json('Resend')).toEqual([
			failed(/^It is unknown whether the service carried this out/, {
				advice: expect.stringContaining('No lookup shows whether the mail went out.') as string,
			}),
		]);
		expect(requestCounts(world())).toMatchObject({ [action]: 1 });
		expect(resentAt).toHaveLength(before + 1);
	});
}
