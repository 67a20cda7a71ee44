// The three lookups in a process of their own (n8n execute), against the cloud's ground truth.
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { Item } from '../../sandbox/n8n/runData.mts';
import { TENCENT_STATUSES } from '../statuses.mts';
import { chain, lookup, type NodeFile, rows } from './workflows.mts';
import type { World, Workflows } from './world.mts';

const { tencent, aliyun, wemake } = demoSubjects;

const MEMBERS = [
	tencent.verified,
	tencent.unbound,
	'not a UIN',
	tencent.pending,
	tencent.failed,
	tencent.noValues,
	tencent.verified,
	tencent.sample,
	tencent.huge,
];
const EMAILS = [
	aliyun.verified,
	'nobody at example',
	aliyun.pending,
	'unknown@example.com',
	aliyun.hostile,
	aliyun.unicode,
	aliyun.verified,
];

const memberLookups = (uins: string[], more?: Partial<NodeFile>): NodeFile[] => {
	const memberUin = { __rl: true, mode: 'id', value: '={{ $json.uin }}' };
	const parameters = { resource: 'memberEmail', operation: 'get', memberUin };
	return [...rows(uins.map((uin) => ({ uin }))), lookup('tencentOrganization', parameters, more)];
};
const emailLookups = (more: Partial<NodeFile>): NodeFile[] => {
	const parameters = {
		resource: 'emailVerification',
		operation: 'get',
		email: '={{ $json.email }}',
	};
	return [
		...rows(EMAILS.map((email) => ({ email }))),
		lookup('aliyunEmailVerification', parameters, more),
	];
};

export const lookupWorkflows: Workflows = () => [
	chain('lookupTencent', memberLookups(MEMBERS, { onError: 'continueRegularOutput' })),
	chain('lookupAliyun', emailLookups({ onError: 'continueRegularOutput' })),
	chain('lookupWemake', [
		...rows([{}, {}]),
		lookup('iamAccount', { resource: 'account', operation: 'getCurrent', simplify: true }),
	]),
	chain('lookupErrorOutput', emailLookups({ onError: 'continueErrorOutput' })),
	chain('lookupStops', memberLookups([tencent.verified, 'not a UIN'])),
];

export function describeLookups(world: () => World): void {
	describe('lookups by n8n execute', () => {
		it('asks Tencent Organization for member after member', async () => {
			const { cloud, n8n } = world();
			const result = await n8n.execute('lookupTencent');
			expect(result.status).toBe('success');
			const items = result.items('Lookup');
			expectPairedInOrder(items, MEMBERS.length);
			MEMBERS.forEach((uin, index) => {
				const { json } = items[index];
				const member = cloud.tencent.get(uin);
				if (!member) return expectErrorItem(json, /UIN/);
				const status = cloud.tencent.bindStatus(member);
				const expected = status ? TENCENT_STATUSES[status] : 'unknown';
				expect(json).toMatchObject({
					provider: 'tencentOrganization',
					subject: uin,
					status: expected,
					isVerified: expected === 'verified',
					emailStatus: expected,
				});
				const { binding } = member;
				if (binding && !member.hasNoValues) expect(json.email).toBe(binding.email);
				expectSameSecond(json.verifiedAt, expected === 'verified' ? binding!.boundAt : null);
			});
		});

		it('asks Aliyun for address after address', async () => {
			const { cloud, n8n } = world();
			const result = await n8n.execute('lookupAliyun');
			expect(result.status).toBe('success');
			const items = result.items('Lookup');
			expectPairedInOrder(items, EMAILS.length);
			EMAILS.forEach((email, index) => {
				const { json } = items[index];
				const record = cloud.aliyun.get(email);
				if (!record) return expectErrorItem(json, /e-?mail|address/i);
				const expected = record.status === 1 ? 'verified' : 'pending';
				expect(json).toMatchObject({
					provider: 'aliyun',
					subject: email,
					status: expected,
					isVerified: record.status === 1,
					email,
					emailStatus: expected,
					phone: null,
				});
				expectSameSecond(json.verifiedAt, record.verifiedAt);
			});
		});

		it('asks WeMake IAM for the account of the token', async () => {
			const { cloud, n8n } = world();
			const result = await n8n.execute('lookupWemake');
			expect(result.status).toBe('success');
			const items = result.items('Lookup');
			expectPairedInOrder(items, 2);
			const account = cloud.wemake.get(wemake.verified.accountId)!;
			for (const { json } of items) {
				expect(json).toMatchObject({
					provider: 'wemakeIam',
					subject: wemake.verified.accountId,
					status: 'verified',
					isVerified: true,
					email: account.ContactMail,
					emailStatus: 'verified',
					phone: account.ContactMobile,
					phoneStatus: 'verified',
				});
				expectSameSecond(json.verifiedAt, account.AuthTime * 1000);
			}
		});

		it('sends the items that failed, and no others, to the error output, with what to do', async () => {
			const { cloud, n8n } = world();
			const result = await n8n.execute('lookupErrorOutput');
			expect(result.status).toBe('success');
			const isKnown = (email: string) => cloud.aliyun.get(email) !== undefined;
			const found = result.items('Lookup').map(({ json }) => json.subject);
			expect(found).toEqual(EMAILS.filter(isKnown));
			const failed = result.items('Lookup', 1);
			// The error output joins the fields of the input with the error.
			expect(failed.map(({ json }) => json.email)).toEqual(
				EMAILS.filter((email) => !isKnown(email)),
			);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
			failed.forEach(({ json }) => expectErrorItem(json, /e-?mail|address/i));
			expect(JSON.stringify(failed[0].json)).toContain('name@example.com');
		});

		it('stops at the bad item, naming it, without Continue on Fail', async () => {
			const result = await world().n8n.execute('lookupStops');
			expect(result.status).toBe('error');
			expect(result.nodeError('Lookup')).toMatchObject({
				message: expect.stringMatching(/UIN/) as string,
				context: expect.objectContaining({ itemIndex: 1 }) as object,
			});
		});
	});
}

function expectPairedInOrder(items: Item[], count: number): void {
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: count }, (_, item) => ({ item })),
	);
}

function expectErrorItem(json: Item['json'], message: RegExp): void {
	expect(json).toHaveProperty('error', expect.stringMatching(message));
	expect(json).not.toHaveProperty('status');
}

/** The services count whole seconds. */
function expectSameSecond(verifiedAt: unknown, epochMs: number | null): void {
	if (epochMs === null) expect(verifiedAt).toBeNull();
	else expect(Date.parse(verifiedAt as string)).toBe(Math.floor(epochMs / 1000) * 1000);
}
