// Every operation as a tool of an AI agent. The model is a stand-in that speaks OpenAI's protocol: it calls
// the tool that the user's message names, and then repeats what the tool said.
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { loadRooms } from '../../sandbox/docs/rooms.mts';
import type { CredentialFile } from '../../sandbox/n8n/n8n.mts';
import { type HttpServer, readBody, startHttpServer } from '../httpServer.mts';
import { lookup, rows, TRIGGER, workflow } from './workflows.mts';
import type { World, Workflows } from './world.mts';

export const MODEL_CREDENTIAL = { id: 'standInModel', name: 'Stand-in model' };
const { verified, pending, unbound } = demoSubjects.tencent;

interface ChatRequest {
	messages: { role: string; content: string }[];
	tools: {
		function: { name: string; description: string; parameters: { properties: object } };
	}[];
}

/** What the model is asked to call, as text in the user's message. */
interface Request {
	tool: string;
	arguments: Record<string, unknown>;
}

const member = (uin: string) => ({ member: uin });

/** One run of the agent each: a lookup, a list, a command, and one that is refused. */
const REQUESTS: Request[] = [
	{ tool: 'tencentOrganization_memberEmail_get', arguments: member(verified) },
	{ tool: 'aliyunEmailVerification_emailVerification_getMany', arguments: { status: 'pending' } },
	{ tool: 'tencentOrganization_memberEmail_resend', arguments: member(pending) },
	{ tool: 'tencentOrganization_memberEmail_resend', arguments: member(unbound) },
];

const fromAI = (key: string, meaning: string) => `={{ $fromAI('${key}', '${meaning}', 'string') }}`;
const memberUin = { __rl: true, mode: 'id', value: fromAI('member', 'UIN of the member') };

/** What the model fills in; the others are only offered. */
const PARAMETERS: Record<string, Record<string, unknown>> = {
	tencentOrganization_memberEmail_get: { memberUin },
	tencentOrganization_memberEmail_resend: { memberUin },
	aliyunEmailVerification_emailVerification_getMany: {
		limit: 3,
		filters: { status: fromAI('status', 'pending or verified') },
	},
};

/** Every operation as n8n names its tool, and as its model gets to know it. */
const tools = () =>
	loadRooms().flatMap(({ description, resources }) =>
		resources.flatMap((resource) =>
			resource.operations.map(({ value, action, kind }) => ({
				node: description.name as Parameters<typeof lookup>[0],
				name: [description.name, resource.value, value].join('_'),
				choice: { resource: resource.value, operation: value },
				toolDescription: `${action} in ${description.displayName}`,
				kind,
			})),
		),
	);

let model: HttpServer;
const offered = new Map<string, ChatRequest['tools'][number]['function']>();

/** Its address goes into a credential, so it must listen before n8n starts. */
export async function startModel(): Promise<CredentialFile> {
	model = await startHttpServer((request, response) => {
		void readBody(request).then((body) => {
			const chat = JSON.parse(body.toString('utf8')) as ChatRequest;
			for (const { function: tool } of chat.tools) offered.set(tool.name, tool);
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
	const data = { apiKey: 'sk-stand-in', url: `${model.url}/v1` };
	return { ...MODEL_CREDENTIAL, type: 'openAiApi', data };
}

export const stopModel = () => model?.close();

function toolCall({ messages }: ChatRequest) {
	const { content } = messages.findLast(({ role }) => role === 'user')!;
	const { tool, arguments: given } = JSON.parse(content) as Request;
	const called = { name: tool, arguments: JSON.stringify(given) };
	return { id: 'call_1', type: 'function', function: called };
}

const completion = (message: object, finishReason: string) => ({
	id: 'completion',
	object: 'chat.completion',
	created: 0,
	model: 'stand-in',
	choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

export const aiAgentWorkflows: Workflows = () => [
	workflow(
		'aiAgent',
		[
			...rows(REQUESTS.map((request) => ({ request: JSON.stringify(request) }))),
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3,
				parameters: {
					promptType: 'define',
					text: '={{ $json.request }}',
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
			...tools().map(({ node, name, choice }) => ({
				...lookup(node, { ...choice, ...PARAMETERS[name] }, { name }),
				type: `n8n-nodes-account-verification.${node}Tool`,
			})),
		],
		[
			[TRIGGER, 'Rows'],
			['Rows', 'One Item Each'],
			['One Item Each', 'Agent'],
			['Model', 'Agent', 'ai_languageModel'],
			...tools().map(({ name }) => [name, 'Agent', 'ai_tool']),
		],
	),
];

export function describeAiAgent(world: () => World): void {
	describe('an AI agent', () => {
		/** What the agent said of each request, in the words of its tool. */
		let said: string[];

		beforeAll(async () => {
			world().cloud.reset();
			const result = await world().session.runWorkflow('aiAgent', TRIGGER);
			expect(result.error).toBeUndefined();
			said = result.json('Agent').map(({ output }) => output as string);
			expect(said).toHaveLength(REQUESTS.length);
		});

		it('finds every node in the list of tools', async () => {
			const types = await world().session.get<{ name: string }[]>('/types/nodes.json');
			const names = new Set(types.map(({ name }) => name));
			for (const { description } of loadRooms()) {
				expect(names).toContain(`n8n-nodes-account-verification.${description.name}`);
				expect(names).toContain(`n8n-nodes-account-verification.${description.name}Tool`);
			}
		});

		it.each(tools())('is offered $name with a description', ({ name, toolDescription, kind }) => {
			const { description } = offered.get(name)!;
			expect(description).toBe(toolDescription);
			expect(/^Get /.test(description)).toBe(kind === 'read');
		});

		it.each([
			'tencentOrganization_memberEmail_add',
			'tencentOrganization_memberEmail_update',
			'tencentOrganization_memberEmail_resend',
			'aliyunEmailVerification_emailVerification_submit',
			'aliyunEmailVerification_emailVerification_resend',
		])('reads that %s sends mail', (name) => {
			expect(offered.get(name)!.description).toMatch(/\b(re)?send .*\bmails? in/i);
		});

		it('is asked for what the user left to it', () => {
			const { parameters } = offered.get('tencentOrganization_memberEmail_get')!;
			expect(parameters.properties).toMatchObject({
				member: { type: 'string', description: 'UIN of the member' },
			});
		});

		it('uses a lookup', () => {
			const [record] = parsed(said[0]);
			expect(record).toMatchObject({ subject: verified, status: 'verified', isVerified: true });
		});

		it('uses a list', () => {
			const records = parsed(said[1]);
			expect(records).toHaveLength(3);
			for (const { status, subject } of records) {
				expect(status).toBe('pending');
				expect(world().cloud.aliyun.get(String(subject))!.status).toBe(0);
			}
		});

		it('uses a command, once', () => {
			const [record] = parsed(said[2]);
			expect(record).toMatchObject({ subject: pending, status: 'pending', mailSent: true });
			const { cloud } = world();
			const action = 'SendOrgMemberAccountBindEmail';
			expect(cloud.journal.entries({ action })).toHaveLength(1);
			expect(cloud.tencent.get(pending)!.binding!.resentAt).toHaveLength(1);
		});

		it('reads why a command was not carried out, and what to do', () => {
			expect(said[3]).toContain('The member has no email binding');
			expect(said[3]).toContain('Use Member Email: Add');
		});
	});
}

/** The items in what a tool said: one, or an array of them. */
const parsed = (text: string) => [JSON.parse(text)].flat() as Record<string, unknown>[];
