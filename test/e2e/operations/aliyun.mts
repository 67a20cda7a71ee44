// Aliyun Email Verification from the first mail to the end: the recipients' mailbox is a small server
// that gives the token of the latest mail.
import type { Cloud } from '../../../sandbox/cloud/cloud.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { type HttpServer, startHttpServer } from '../../httpServer.mts';
import { chain, fan, rows, TRIGGER } from '../workflows.mts';
import type { NodeFile } from '../workflows.mts';
import type { World, Workflows } from '../world.mts';
import { failed, pairs, refused, requestCounts, step } from './steps.mts';

const NODE = 'aliyunEmailVerification';
const RESOURCE = 'emailVerification';

const ADDRESSES = ['Ann', 'bob', 'carl+tag', 'dora'].map((name) => `${name}@mailed.example.com`);
const [ann, bob, carl, dora] = ADDRESSES;
const KNOWN = demoSubjects.aliyun.unicode;
/** Several addresses as text and as an array, one of them known, one repeated; and no address. */
const ROWS = [
	{ emails: `${ann}, ${bob}; ${ann.toLowerCase()}` },
	{ emails: 'nobody at example' },
	{ emails: [carl, KNOWN] },
	{ emails: dora },
];

let mailbox: HttpServer;

/** Its address goes into a workflow, so it must listen before n8n starts. */
export async function startMailbox(cloud: () => Cloud): Promise<void> {
	mailbox = await startHttpServer((request, response) => {
		const email = new URL(request.url!, 'http://mailbox').searchParams.get('email')!;
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ token: cloud().aliyun.token(email) }));
	});
}

export const stopMailbox = () => mailbox?.close();

const readMail = (): NodeFile => ({
	name: 'Read Mail',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		url: `${mailbox.url}/`,
		sendQuery: true,
		queryParameters: { parameters: [{ name: 'email', value: '={{ $json.subject }}' }] },
		options: {},
	},
});

const SUBJECTS = { emails: '={{ $json.subject }}' };

/** A verified address that no other test needs: the same until it is deleted. */
const disposable = ({ aliyun }: Pick<Cloud, 'aliyun'>) =>
	aliyun
		.records()
		.filter(({ status }) => status === 1)
		.find(({ email }) => /^user\d+@/.test(email))!.email;

export const aliyunOperationWorkflows: Workflows = (cloud) => {
	const { pending, verified } = demoSubjects.aliyun;
	const one = (name: string, operation: string, parameters: Record<string, unknown>) =>
		step(name, [NODE, RESOURCE, operation], parameters);
	return [
		chain('aliyunOnboarding', [
			...rows(ROWS),
			one('Submit', 'submit', { emails: '={{ $json.emails }}' }),
			one('Get Many', 'getMany', {
				returnAll: true,
				filters: { email: "={{ $json.subject ?? 'nobody@example.com' }}", status: 'pending' },
			}),
			one('Resend', 'resend', SUBJECTS),
			readMail(),
			one('Verify', 'verify', { token: '={{ $json.token }}' }),
			one('Get', 'get', { email: "={{ $('Resend').item.json.subject }}" }),
			one('Delete', 'delete', SUBJECTS),
			one('Get Again', 'get', {
				email: '={{ $json.subject }}',
				options: { ifNotFound: 'record' },
			}),
		]),
		fan('aliyunBadSubjects', [
			one('Get', 'get', { email: 'unknown@example.com' }),
			one('Get Many', 'getMany', { filters: { email: 'nobody at example' } }),
			one('Resend', 'resend', { emails: `${pending}, ${verified}` }),
			one('Verify', 'verify', { token: 'NOBODYSTOKEN' }),
			one('Delete', 'delete', { emails: [disposable(cloud), pending] }),
		]),
		chain('aliyunCutOff', [
			...rows([{ emails: 'erna@mailed.example.com' }]),
			one('Submit', 'submit', { emails: '={{ $json.emails }}' }),
		]),
	];
};

export function describeAliyunOperations(world: () => World): void {
	it('takes addresses of Aliyun from the first mail to their deletion, in few requests', async () => {
		const { cloud, session } = world();
		const result = await session.runWorkflow('aliyunOnboarding', TRIGGER);
		expect(result.status).toBe('success');
		const record = { provider: 'aliyun', phone: null, phoneStatus: null, reason: null };
		const ofEach = (expected: Record<string, unknown>) =>
			ADDRESSES.map((email) => ({ ...record, ...expected, subject: email }));
		const pending = { status: 'pending', isVerified: false, emailStatus: 'pending' };
		const [first, second, third, fourth] = ofEach({ ...pending, mailSent: true });

		expect(result.json('Submit')).toMatchObject([
			first,
			second,
			failed(/email address/),
			third,
			{ ...record, subject: KNOWN, status: 'unknown', mailSent: false },
			fourth,
		]);
		expect(pairs(result.items('Submit'))).toEqual([0, 0, 1, 2, 2, 3]);
		expect(result.json('Get Many')).toMatchObject(ofEach(pending));
		expect(pairs(result.items('Get Many'))).toEqual([0, 1, 3, 5]);
		expect(result.json('Resend')).toMatchObject(ofEach({ ...pending, mailSent: true }));
		expect(result.json('Verify')).toEqual(
			ADDRESSES.map(() => ({ provider: 'aliyun', status: 'verified', isVerified: true })),
		);
		expect(result.json('Get')).toMatchObject(ofEach({ status: 'verified', isVerified: true }));
		expect(result.json('Delete')).toEqual(
			ADDRESSES.map((email) => ({ provider: 'aliyun', subject: email, deleted: true })),
		);
		expect(result.json('Get Again')).toMatchObject(
			ofEach({ status: 'unknown', isVerified: false }),
		);
		for (const node of ['Resend', 'Verify', 'Get', 'Delete', 'Get Again']) {
			expect(pairs(result.items(node))).toEqual([0, 1, 2, 3]);
		}

		for (const email of ADDRESSES) expect(cloud.aliyun.get(email)).toBeUndefined();
		expect(requestCounts(world())).toMatchObject({
			SubmitEmailVerification: 1,
			ResendEmailVerification: 1,
			VerifyEmail: 4,
			DeleteEmailVerification: 1,
		});
	});

	it('turns a bad subject of each Aliyun operation into an error item', async () => {
		const { cloud, session } = world();
		const deleted = disposable(cloud);
		const result = await session.runWorkflow('aliyunBadSubjects', TRIGGER);
		expect(result.status).toBe('success');
		const { pending } = demoSubjects.aliyun;
		expect(result.json('Get')).toEqual([
			refused(/does not know the email address/, 'ParameterIllegal'),
		]);
		expect(result.json('Get Many')).toEqual([failed(/email address/)]);
		expect(result.json('Resend')).toEqual([
			expect.objectContaining({ subject: pending, mailSent: true }),
			refused(/does not accept the email address/, 'ParameterIllegall'),
		]);
		expect(result.json('Verify')).toEqual([
			failed(/does not accept a value/, {
				code: 'ParameterIllegal',
				advice: expect.stringContaining('A token is good once') as string,
			}),
		]);
		expect(result.json('Delete')).toEqual([
			{ provider: 'aliyun', subject: deleted, deleted: true },
			refused(/does not accept the email address/, 'ParameterIllegall'),
		]);
		expect(cloud.aliyun.get(deleted)).toBeUndefined();
		expect(requestCounts(world())).toMatchObject({
			ResendEmailVerification: 1,
			DeleteEmailVerification: 1,
		});
	});

	it('does not send a mail of Aliyun twice when the answer is cut off', async () => {
		const { cloud, session } = world();
		const action = 'SubmitEmailVerification';
		cloud.faults.add({ kind: 'resetAfter', service: 'aliyun', action });
		const result = await session.runWorkflow('aliyunCutOff', TRIGGER);
		expect(result.json('Submit')).toEqual([
			failed(/^It is unknown whether the service carried this out/, {
				advice: expect.stringContaining('with Email Verification: Get before') as string,
			}),
		]);
		expect(requestCounts(world())).toEqual({ [action]: 1 });
		expect(cloud.aliyun.get('erna@mailed.example.com')).toMatchObject({ status: 0 });
	});
}
