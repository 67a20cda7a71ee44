// Our nodes as tools of an AI agent. The model is a stand-in that speaks OpenAI's protocol: it calls the
// tool it is offered, and then repeats what the tool said.
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { CredentialFile } from '../../sandbox/n8n/n8n.mts';
import { lookup, TRIGGER, workflow } from './workflows.mts';
import type { World, Workflows } from './world.mts';

const MODEL_CREDENTIAL = { id: 'standInModel', name: 'Stand-in model' };
const SUBJECT = demoSubjects.tencent.verified;

interface ChatRequest {
	messages: { role: string; content: string }[];
	tools: { function: { name: string; description: string; parameters: object } }[];
}

let model: Server;
const offered: ChatRequest['tools'] = [];

/** Its address goes into a credential, so it must listen before n8n starts. */
export async function startModel(): Promise<CredentialFile> {
	model = createServer((request, response) => {
		void readJson<ChatRequest>(request).then((chat) => {
			offered.push(...chat.tools);
			const result = chat.messages.find(({ role }) => role === 'tool');
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify(
					result
						? completion({ content: result.content }, 'stop')
						: completion({ content: null, tool_calls: [toolCall(chat)] }, 'tool_calls'),
				),
			);
		});
	});
	await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
	return { ...MODEL_CREDENTIAL, type: 'openAiApi', data: { apiKey: 'sk-stand-in', url } };
}

export const stopModel = () => model.close();

const toolCall = ({ tools }: ChatRequest) => ({
	id: 'call_1',
	type: 'function',
	function: { name: tools[0].function.name, arguments: JSON.stringify({ member: SUBJECT }) },
});

const completion = (message: object, finishReason: string) => ({
	id: 'completion',
	object: 'chat.completion',
	created: 0,
	model: 'stand-in',
	choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

async function readJson<T>(request: IncomingMessage): Promise<T> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
}

export const aiAgentWorkflows: Workflows = () => [
	workflow(
		'aiAgent',
		[
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3,
				parameters: {
					promptType: 'define',
					text: `Is member ${SUBJECT} verified?`,
					options: { enableStreaming: false },
				},
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: {
					model: { __rl: true, mode: 'id', value: 'stand-in' },
					options: { maxRetries: 0 },
				},
				credentials: { openAiApi: MODEL_CREDENTIAL },
			},
			{
				...lookup('tencentOrganization', {
					resource: 'memberEmail',
					operation: 'get',
					memberUin: {
						__rl: true,
						mode: 'id',
						value: "={{ $fromAI('member', 'UIN of the member', 'string') }}",
					},
				}),
				name: 'Tool',
				type: 'n8n-nodes-account-verification.tencentOrganizationTool',
			},
		],
		[
			[TRIGGER, 'Agent'],
			['Model', 'Agent', 'ai_languageModel'],
			['Tool', 'Agent', 'ai_tool'],
		],
	),
];

export function describeAiAgent(world: () => World): void {
	it('lists every node as a tool', async () => {
		const types = await world().session.get<{ name: string }[]>('/types/nodes.json');
		const names = new Set(types.map(({ name }) => name));
		for (const node of ['tencentOrganization', 'aliyunEmailVerification', 'iamAccount']) {
			expect(names).toContain(`n8n-nodes-account-verification.${node}`);
			expect(names).toContain(`n8n-nodes-account-verification.${node}Tool`);
		}
	});

	it('runs a node as the tool of an AI agent', async () => {
		const result = await world().session.runWorkflow('aiAgent', TRIGGER);
		expect(result.error).toBeUndefined();
		expect(offered[0].function.description).toMatch(/member/);
		expect(offered[0].function.parameters).toMatchObject({ properties: { member: {} } });
		const { output } = result.items('Agent')[0].json as { output: string };
		const [record] = [JSON.parse(output)].flat() as Record<string, unknown>[];
		expect(record).toMatchObject({ subject: SUBJECT, status: 'verified', isVerified: true });
	});
}
