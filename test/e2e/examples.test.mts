// The example workflows, imported as they are: only the addresses of others and the length of waits differ.
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { MODEL_CREDENTIAL, startModel, stopModel } from './aiAgent.mts';
import { until } from './until.mts';
import { startWebhookReceiver, type WebhookReceiver } from './webhookReceiver.mts';
import type { NodeFile } from './workflows.mts';
import { example, startWorld, type World } from './world.mts';

const { tencent, aliyun, wemake } = demoSubjects;
const CONTACTS = [
	{ id: 1, memberUin: tencent.verified, email: aliyun.verified, account: wemake.verified },
	{ id: 2, memberUin: tencent.failed, email: aliyun.pending, account: wemake.pending },
	{ id: 3, memberUin: '999999999999', email: 'nobody@example.com', account: wemake.verified },
].map(({ account: { accountId }, ...contact }) => ({ ...contact, accountId }));

let world: World;
let receiver: WebhookReceiver;

async function adapted(name: string): Promise<WorkflowFile> {
	const hosts = ['mail', 'support', 'crm', 'chat'].map((host) => `https://${host}.example.com`);
	const file = await example(name, Object.fromEntries(hosts.map((host) => [host, receiver.url])));
	for (const node of file.nodes as NodeFile[]) {
		if (node.type === 'n8n-nodes-base.wait') {
			Object.assign(node.parameters, { amount: 1, unit: 'seconds' });
		}
		if (node.type.endsWith('lmChatOpenAi')) node.credentials = { openAiApi: MODEL_CREDENTIAL };
	}
	return file;
}

beforeAll(async () => {
	receiver = await startWebhookReceiver({ '/contacts': CONTACTS });
	const model = await startModel();
	const examples = await Promise.all(
		['onboard-member', 'update-crm', 'report-pending', 'ask-an-agent'].map(adapted),
	);
	world = await startWorld(
		() => examples,
		() => [model],
		{ members: 60, emails: 60, accounts: 10, subAccounts: 20 },
	);
});

afterAll(async () => {
	await world?.close();
	receiver?.close();
	stopModel();
});

beforeEach(() => {
	receiver.received.length = 0;
});

const received = async (count: number) => {
	await until(`request ${count}`, () => receiver.received.length >= count);
	return receiver.received;
};

const send = async (path: string, body: unknown) => {
	const response = await fetch(`${world.n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', connection: 'close' },
		body: JSON.stringify(body),
	});
	expect([response.status, path]).toEqual([200, path]);
	return await response.json();
};

describe('onboard-member', () => {
	const onboard = async (memberUin: string, email: string) =>
		await send('onboard-member', { memberUin, email, countryCode: '86', phone: '13900000000' });

	beforeAll(async () => await world.session.activate('onboardMember'));
	afterAll(async () => await world.session.deactivate('onboardMember'));

	it('welcomes who has clicked the link, however long that took', async () => {
		const email = 'new.member@example.com';
		await onboard(tencent.unbound, email);
		const lookups = () =>
			world.cloud.journal.entries({ action: 'DescribeOrganizationMemberEmailBind' });
		// More than one round of the loop.
		await until('two lookups', () => lookups().length >= 2);
		expect(receiver.received).toEqual([]);
		world.cloud.tencent.clickLink(tencent.unbound);
		const text = expect.stringMatching(/^Welcome! Your address is verified since 20/) as string;
		expect(await received(1)).toEqual([{ path: '/hooks/welcome', body: { to: email, text } }]);
	});

	it('asks a person when the binding fails, and says why', async () => {
		const { cloud } = world;
		const { uin } = cloud.tencent.create({ name: 'Late' });
		await onboard(uin, 'late.member@example.com');
		await until('the mail', () => cloud.tencent.bindStatus(cloud.tencent.get(uin)!) === 'Valid');
		cloud.tencent.fail(uin, 'The link has expired');
		const text = `Member ${uin} is not onboarded: The link has expired`;
		expect(await received(1)).toEqual([{ path: '/hooks/onboarding', body: { text } }]);
	});

	it('asks a person when Tencent refuses the address, and says what to do', async () => {
		await onboard(tencent.verified, 'another@example.com');
		const [{ path, body }] = await received(1);
		expect(path).toBe('/hooks/onboarding');
		expect(body.text).toMatch(
			new RegExp(`^Member ${tencent.verified} is not onboarded: .{20,}\\. .{20,}`),
		);
	});
});

it('update-crm writes what three services know of each contact', async () => {
	const result = await world.session.runWorkflow('updateCrm', 'Every Night');
	expect(result.error).toBeUndefined();
	const updates = [...receiver.received].sort((a, b) => (a.path < b.path ? -1 : 1));
	const expected = [
		['verified', 'verified', 'verified', null],
		['failed', 'pending', 'pending', expect.any(String) as string],
		['unknown', 'unknown', 'verified', null],
	].map(([memberEmail, email, account, reason], index) => {
		const body = { memberEmail, email, account, isVerified: index === 0, reason };
		return { path: `/contacts/${index + 1}`, body };
	});
	expect(updates).toEqual(expected);
});

describe('report-pending', () => {
	const pending = () => {
		const { cloud } = world;
		const isPending = (id: string) => cloud.wemake.get(id)!.AuthStatus === 1;
		return {
			tencentOrganization: cloud.tencent
				.members()
				.filter((one) => cloud.tencent.bindStatus(one) === 'Valid')
				.map(({ uin }) => uin),
			aliyun: cloud.aliyun
				.records()
				.filter(({ status }) => status === 0)
				.map(({ email }) => email),
			wemakeIam: cloud.wemake.subAccountIds(wemake.verified.accountId).filter(isPending),
		};
	};

	it('lists everybody who is pending in one message', async () => {
		const expected = Object.values(pending());
		for (const list of expected) expect(list.length).toBeGreaterThan(0);
		const result = await world.session.runWorkflow('reportPending', 'Every Night');
		expect(result.error).toBeUndefined();
		const [{ path, body }, ...others] = receiver.received;
		expect([path, others]).toEqual(['/hooks/hygiene', []]);
		const [title, ...lines] = String(body.text).split('\n');
		expect(title).toBe(`${expected.flat().length} verifications are pending:`);
		expect(lines).toHaveLength(expected.flat().length);
		for (const [provider, subjects] of Object.entries(pending())) {
			const own = lines.filter((line) => line.startsWith(`- ${provider}: `));
			expect(own).toHaveLength(subjects.length);
			for (const subject of subjects) expect(own.join('\n')).toContain(subject);
		}
	});

	it('is silent when nobody is', async () => {
		const { cloud } = world;
		const { tencentOrganization, aliyun: emails, wemakeIam } = pending();
		for (const uin of tencentOrganization) cloud.tencent.clickLink(uin);
		for (const email of emails) cloud.aliyun.delete(email);
		for (const id of wemakeIam) cloud.wemake.setAuthStatus(id, 2);
		const result = await world.session.runWorkflow('reportPending', 'Every Night');
		expect(result.error).toBeUndefined();
		expect(receiver.received).toEqual([]);
	});
});

describe('ask-an-agent', () => {
	beforeAll(async () => await world.session.activate('askAnAgent'));
	afterAll(async () => await world.session.deactivate('askAnAgent'));

	// The model is a stand-in: it calls the tool that the message names, and repeats what it said.
	it.each([
		['Member_Email', { memberUin: tencent.verified }, 'verified'],
		['Email_Address', { email: aliyun.imported }, 'verified'],
		['Account', { accountId: wemake.verified.accountId }, 'verified'],
		['Email_Address', { email: 'nobody@example.com' }, 'unknown'],
	])('answers with what %s says of %j', async (tool, given, status) => {
		const answer = (await send('e5a7c3f0-1a9e-4b9b-9a3c-7e3f1c2d4b60/chat', {
			action: 'sendMessage',
			sessionId: 'one',
			chatInput: JSON.stringify({ tool, arguments: given }),
		})) as { output: string };
		expect(answer.output).toContain(Object.values(given)[0]);
		expect(answer.output).toContain(`"status":"${status}"`);
	});
});
