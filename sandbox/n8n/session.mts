// A signed-in user of a running n8n: the REST calls that the editor makes.
import { setTimeout as sleep } from 'node:timers/promises';
import { VERSION } from './folder.mts';
import { executionResult, parseFlatted } from './runData.mts';
import type { ExecutionRecord, ExecutionResult } from './runData.mts';

/** The owner account that the sandbox creates. */
export const DEMO_LOGIN = { email: 'demo@example.com', password: 'Sandbox-Demo-1' };

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface Session {
	get<T>(path: string): Promise<T>;
	post<T>(path: string, body: unknown): Promise<T>;
	/** What the editor's "Test" does: the stored credential's id with the data as typed. */
	testCredential(credential: {
		id: string;
		name: string;
		type: string;
		data: Record<string, unknown>;
	}): Promise<CredentialTestResult>;
	/** Stores a workflow over what is there, as the editor's "Save" does. The oldest n8n restarts one that is active. */
	save(workflow: { id: string } & Record<string, unknown>): Promise<void>;
	/** Publishes a stored workflow, as it is; rejects with what n8n says against it. */
	activate(id: string, timeoutMs?: number): Promise<void>;
	deactivate(id: string): Promise<void>;
	/** Runs a stored workflow like the editor's button and waits for its end. */
	runWorkflow(id: string, triggerNode: string, timeoutMs?: number): Promise<ExecutionResult>;
}

/** Signs in as the owner, whom the first call on a new n8n creates. */
export async function openSession(url: string): Promise<Session> {
	const { email, password } = DEMO_LOGIN;
	const login = await request(url, '/rest/login', { emailOrLdapLoginId: email, password });
	const response = login.ok
		? login
		: await request(url, '/rest/owner/setup', {
				email,
				password,
				firstName: 'Demo',
				lastName: 'Owner',
			});
	await assertOk(response, 'sign in');
	const cookie = response.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');

	const call = async <T,>(path: string, body?: unknown, method?: string): Promise<T> => {
		const answer = await request(url, path, body, cookie, method);
		await assertOk(answer, path);
		const parsed = (await answer.json()) as { data?: T };
		return path.startsWith('/rest/') ? (parsed.data as T) : (parsed as T);
	};
	return {
		get: (path) => call(path),
		post: (path, body) => call(path, body),
		testCredential: (credentials) => call('/rest/credentials/test', { credentials }),
		async save({ id, ...changes }) {
			const path = `/rest/workflows/${id}`;
			const { versionId } = await call<{ versionId: string }>(path);
			await call(path, { ...changes, versionId }, 'PATCH');
		},
		async activate(id, timeoutMs = 300_000) {
			const { versionId } = await call<{ versionId: string }>(`/rest/workflows/${id}`);
			await call(`/rest/workflows/${id}/activate`, { versionId });
			// The oldest n8n has started them when it answers.
			if (VERSION === 'newest') await published(call, id, Date.now() + timeoutMs);
		},
		async deactivate(id) {
			await call(`/rest/workflows/${id}/deactivate`, {});
		},
		async runWorkflow(id, triggerNode, timeoutMs = 300_000) {
			const { executionId } = await call<{ executionId: string }>(`/rest/workflows/${id}/run`, {
				triggerToStartFrom: { name: triggerNode },
				// The oldest n8n runs what the editor sends.
				...(VERSION === 'oldest' && { workflowData: await call(`/rest/workflows/${id}`) }),
			});
			return await finishedExecution(call, executionId, Date.now() + timeoutMs);
		},
	};
}

/** n8n starts the triggers of a workflow some time after it was published. */
async function published(
	call: <T>(path: string) => Promise<T>,
	workflowId: string,
	deadline: number,
): Promise<void> {
	for (;;) {
		const { status, triggers } = await call<{
			status: string;
			triggers: { errorMessage: string | null }[];
		}>(`/rest/workflows/${workflowId}/publication-status`);
		if (status === 'published') return;
		if (status === 'failed') {
			throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('\n'));
		}
		if (Date.now() > deadline) throw new Error(`Workflow ${workflowId} is still ${status}.`);
		await sleep(100);
	}
}

async function finishedExecution(
	call: <T>(path: string) => Promise<T>,
	executionId: string,
	deadline: number,
): Promise<ExecutionResult> {
	for (;;) {
		const stored = await call<{ status: string; stoppedAt: string | null; data: string }>(
			`/rest/executions/${executionId}`,
		);
		const data = parseFlatted(stored.data) as ExecutionRecord['data'] | undefined;
		// The oldest n8n may say that it has ended before it has stored what came of it.
		if (stored.stoppedAt && data) return executionResult({ status: stored.status, data });
		if (Date.now() > deadline) throw new Error(`Execution ${executionId} did not end in time.`);
		await sleep(100);
	}
}

function request(
	url: string,
	path: string,
	body?: unknown,
	cookie?: string,
	method = body === undefined ? 'GET' : 'POST',
): Promise<Response> {
	return fetch(url + path, {
		method,
		headers: {
			'content-type': 'application/json',
			// A connection that was kept may end just when it is used again.
			connection: 'close',
			...(cookie && { cookie }),
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
}

async function assertOk(response: Response, what: string): Promise<void> {
	if (response.ok) return;
	throw new Error(`n8n answered ${response.status} to ${what}: ${await response.text()}`);
}
