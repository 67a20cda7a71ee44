// What a new user does with the package, in n8n's editor in a real browser.
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { startWorld, type World } from '../e2e/world.mts';
import { visit, type Visitor } from './browser.mts';
import { Editor } from './editor.mts';

const NODES = {
	tencent: {
		name: 'Tencent Organization',
		lookup: 'Get member email binding',
		credential: 'Tencent Cloud account',
		wrong: /Secret Key does not belong/,
		keys: ['secretId', 'secretKey'],
		secret: 'secretKey',
	},
	aliyun: {
		name: 'Aliyun Email Verification',
		lookup: 'Get email verification',
		credential: 'Aliyun AccessKey account',
		wrong: /AccessKey Secret does not belong/,
		keys: ['accessKeyId', 'accessKeySecret'],
		secret: 'accessKeySecret',
	},
	wemake: {
		name: 'IAM Account',
		lookup: 'Get account of access token',
		credential: 'WeMake IAM account',
		wrong: /Secret Key does not belong/,
		keys: ['secretId', 'secretKey', 'accessToken'],
		secret: 'secretKey',
	},
} as const;
type Name = keyof typeof NODES;
const NAMES = Object.keys(NODES) as Name[];

let world: World;
let visitor: Visitor;
let editor: Editor;

beforeAll(async () => {
	// In the pictures of the pages the address of the local cloud is always the same.
	const port = process.env.UPDATE_IMAGES ? 8900 : 0;
	world = await startWorld(() => [], undefined, { port });
	visitor = await visit(world.n8n.url);
	editor = new Editor(visitor.page, world.n8n.url);
});

afterAll(async () => {
	await visitor?.close();
	await world?.close();
});

beforeEach(() => world.cloud.reset());

/** Where the local cloud is, in the words of the credential. */
async function fillEndpoints(name: Name): Promise<void> {
	const { url } = world.cloud;
	if (name !== 'wemake') {
		await editor.choose('site', 'Custom Endpoint');
		await editor.fill('endpoint', url);
		return;
	}
	await editor.fill('domain', 'iam.example.com');
	await editor.choose('protocol', 'HTTP');
	for (const field of ['appEndpoint', 'apiEndpoint']) await editor.fill(field, url);
}

describe('the node panel', () => {
	it.each(NAMES)('finds by its name: %s', async (name) => {
		const { name: node, lookup } = NODES[name];
		await visitor.scene(async (page) => {
			await editor.newManualWorkflow();
			await page.getByTestId('node-creator-plus-button').click();
			const found = await editor.search(node.toLowerCase());
			await found.getByText(node, { exact: true }).first().waitFor();
			expect(await found.first().innerText()).toBe(node);
			await found.first().click();
			const actions = page.getByTestId('node-creator-item-name');
			await actions.getByText(lookup, { exact: true }).waitFor();
		});
	});

	it('finds all three by what they are for', async () => {
		await visitor.scene(async () => {
			await editor.newWorkflow();
			const found = await editor.search('verification');
			for (const { name } of Object.values(NODES)) {
				await found.getByText(name, { exact: true }).first().waitFor();
			}
			await visitor.picture('node-panel');
		});
	});
});

describe('a new credential', () => {
	it.each(NAMES)('shows what is wrong, and then works: %s', async (name) => {
		const { name: node, lookup, credential, wrong, keys, secret } = NODES[name];
		const right = demoCredentials[name] as Record<string, string>;
		await visitor.scene(async (page) => {
			await editor.newWorkflowWith(node, lookup);
			await editor.newCredential();
			const dialog = editor.credentialDialog();
			await fillEndpoints(name);
			for (const key of keys) await editor.fill(key, key === secret ? 'WRONGSECRET' : right[key]);
			await editor.saveCredential();
			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await dialog.getByText('More details').click();
			await dialog.getByText(wrong).waitFor();
			if (name === 'aliyun') await visitor.picture('credential-wrong');
			await editor.fill(secret, right[secret]);
			// Tested once more, and closed since it works.
			await editor.saveCredential();
			await dialog.waitFor({ state: 'hidden' });
			const chosen = page.getByTestId('node-credentials-select').locator('input');
			expect(await chosen.inputValue()).toBe(credential);
			await page.getByTestId('credential-edit-button').click();
			await page.getByTestId('credentials-config-container-test-success').waitFor();
			if (name === 'aliyun') await visitor.picture('credential');
		});
	});
});

describe('a run', () => {
	it('looks up the member whom the user found by typing', async () => {
		const { name, lookup } = NODES.tencent;
		const { tencent } = world.cloud;
		const member = tencent
			.members()
			.find((one) => /^[A-Z][a-z]+-\d+$/.test(one.name) && tencent.bindStatus(one) === 'Success')!;
		await visitor.scene(async (page) => {
			await editor.newWorkflowWith(name, lookup);
			await page.getByTestId('rlc-input').click();
			const found = page.getByTestId('rlc-item');
			await found.nth(1).waitFor();
			await page.getByTestId('rlc-search').fill(member.name.slice(1));
			const choice = found.getByText(`${member.name} (${member.uin})`);
			await choice.waitFor();
			for (const name_ of await found.allInnerTexts()) {
				expect(name_).toContain(member.name.slice(1));
			}
			await visitor.picture('choose-member');
			await choice.click();
			await editor.executeStep();
			const output = editor.output();
			await output.getByText(member.uin, { exact: true }).first().waitFor();
			for (const value of ['tencentOrganization', 'verified', 'true']) {
				await output.getByText(value, { exact: true }).first().waitFor();
			}
			await visitor.picture('output');
		});
	});

	it('says of a failing item what happened and what to do', async () => {
		const { name, lookup } = NODES.aliyun;
		await visitor.scene(async (page) => {
			await editor.newWorkflowWith(name, lookup);
			await editor.fill('email', 'nobody@example.com');
			await editor.executeStep();
			const message = page.getByTestId('node-error-message');
			await message.waitFor();
			expect(await message.innerText()).toBe(
				'This Alibaba Cloud account does not know the email address',
			);
			expect(await page.getByTestId('node-error-description').innerText()).toMatch(
				/^Check the address and the account of the key, or submit the address .* If Not Found\./,
			);
			await visitor.picture('error');
		});
	});

	it.each([
		['tencent', 'Add member email and send activation mail'],
		['aliyun', 'Submit email addresses and send verification mails'],
		['wemake', 'Get many sub-accounts'],
	] as const)('shows the fields of an operation: %s, %s', async (name, action) => {
		await visitor.scene(async () => {
			await editor.newWorkflowWith(NODES[name].name, action);
			await editor.parameter('operation').waitFor();
			await visitor.picture(`${name}-parameters`);
		});
	});
});

describe('a trigger', () => {
	it.each(NAMES)('is set up, tried and published: %s', async (name) => {
		await visitor.scene(async (page) => {
			await editor.newWorkflow();
			await editor.addNode(NODES[name].name, 'On any change');
			await editor.parameter('triggerOn').waitFor();
			if (name === 'tencent') await visitor.picture('trigger');
			await editor.executeStep();
			await editor.output().getByText('eventId', { exact: true }).first().waitFor();
			await editor.closeNode();
			await page.getByTestId('workflow-open-publish-modal-button').click();
			await page.getByTestId('workflow-publish-button').click();
			await page.getByText('Workflow published').waitFor();
			const id = new URL(page.url()).pathname.split('/').at(-1)!;
			const stored = await world.session.get<{ active: boolean }>(`/rest/workflows/${id}`);
			expect(stored.active).toBe(true);
		});
	});
});
