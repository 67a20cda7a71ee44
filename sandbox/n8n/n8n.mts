// A real n8n under control: its commands, and its server as a child process.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment } from './environment.mts';
import type { N8nSettings } from './environment.mts';
import { n8nProgram } from './folder.mts';
import { freePort } from './ports.mts';
import { executionResult } from './runData.mts';
import type { ExecutionRecord, ExecutionResult } from './runData.mts';

/** How long n8n may take to start: its first start creates the database. */
const START_TIMEOUT_MS = 300_000;
/** How long n8n may take to end by itself before it is killed. */
const STOP_TIMEOUT_MS = 10_000;

/** How each process of n8n starts, and the answer that tells it is ready. */
const ROLES = {
	// Other paths answer earlier; this one is there when all are.
	main: { command: 'start', path: '/rest/login', status: 401 },
	worker: { command: 'worker', path: '/healthz/readiness', status: 200 },
} as const;

export interface CredentialFile {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface WorkflowFile {
	id: string;
	name: string;
	nodes: unknown[];
	connections: Record<string, unknown>;
	[more: string]: unknown;
}

export interface N8n {
	url: string;
	/** Everything n8n printed, of all its processes, in this file. */
	logFile: string;
	/** Stores credentials under their own ids, over what is there (n8n import:credentials). */
	importCredentials(credentials: CredentialFile[]): Promise<void>;
	/** Stores workflows under their own ids, over what is there (n8n import:workflow). */
	importWorkflows(workflows: WorkflowFile[]): Promise<void>;
	/** Runs a stored workflow in a process of its own (n8n execute). */
	execute(workflowId: string): Promise<ExecutionResult>;
	/** Starts the server; resolves when it answers. */
	start(): Promise<void>;
	/** Resolves when the server has ended, whoever ended it. */
	ended(): Promise<void>;
	/** Ends the server, in patience or by force. */
	stop(): Promise<void>;
	/** Ends the server at once, as a power cut would. It can be started again. */
	kill(): Promise<void>;
}

export async function createN8n(settings: N8nSettings): Promise<N8n> {
	const { node, script } = n8nProgram();
	const role = ROLES[settings.role ?? 'main'];
	const environment = n8nEnvironment(settings, node);
	const url = `http://127.0.0.1:${settings.port}`;
	const logFile = path.join(settings.userFolder, 'n8n.log');
	await mkdir(settings.userFolder, { recursive: true });
	const log = createWriteStream(logFile);
	let server: ChildProcess | undefined;
	let serverEnded: Promise<void> = Promise.resolve();

	const run = (args: string[], more: Record<string, string> = {}) => {
		const child = spawn(node, [script, ...args], {
			env: { ...environment, ...more },
			// A process group of its own: Ctrl-C in the terminal reaches n8n only through stop().
			detached: true,
		});
		child.stdout.pipe(log, { end: false });
		child.stderr.pipe(log, { end: false });
		return child;
	};

	/** n8n reports some failures only in its output: exit codes alone prove nothing. */
	const command = async (args: string[], expected: RegExp): Promise<string> => {
		// With its own broker a command runs beside the server.
		const child = run(args, { N8N_RUNNERS_BROKER_PORT: String(await freePort()) });
		const output: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
		await new Promise((resolve) => child.on('close', resolve));
		const text = Buffer.concat(output).toString('utf8');
		if (!expected.test(text)) throw new Error(`"n8n ${args.join(' ')}" failed:\n${text}`);
		return text;
	};

	const importFile = async (kind: 'credentials' | 'workflow', entries: unknown[]) => {
		const folder = await mkdtemp(path.join(tmpdir(), 'n8n-import-'));
		try {
			const file = path.join(folder, 'entries.json');
			await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
			await command([`import:${kind}`, `--input=${file}`], /Successfully imported/);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	};

	return {
		url,
		logFile,
		importCredentials: (credentials) => importFile('credentials', credentials),
		importWorkflows: (workflows) =>
			importFile(
				'workflow',
				workflows.map((workflow) => ({ active: false, ...workflow })),
			),
		async execute(workflowId) {
			const output = await command(['execute', `--id=${workflowId}`, '--rawOutput'], RAW_OUTPUT);
			return executionResult(JSON.parse(RAW_OUTPUT.exec(output)![0]) as ExecutionRecord);
		},
		async start() {
			const child = run([role.command]);
			server = child;
			// "close" comes after the last line of output, so that the log is whole.
			serverEnded = new Promise((resolve) => child.once('close', () => resolve()));
			const deadline = Date.now() + START_TIMEOUT_MS;
			while ((await statusOf(url + role.path)) !== role.status) {
				if (hasEnded(child)) throw new Error(`n8n did not start: see ${logFile}`);
				if (Date.now() > deadline) throw new Error(`n8n does not answer: see ${logFile}`);
				await sleep(100);
			}
		},
		ended: () => serverEnded,
		async stop() {
			if (!server || hasEnded(server)) return;
			server.kill('SIGINT');
			await Promise.race([serverEnded, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
			if (!hasEnded(server)) killGroup(server);
			await serverEnded;
		},
		async kill() {
			if (!server || hasEnded(server)) return;
			killGroup(server);
			await serverEnded;
		},
	};
}

/** The whole group: n8n's task runner would outlive it. */
const killGroup = ({ pid }: ChildProcess) => process.kill(-pid!, 'SIGKILL');

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
	exitCode !== null || signalCode !== null;

/** The execution among the other lines of the output: one JSON object, indented. */
const RAW_OUTPUT = /^\{\n[^]*?^\}$/m;

async function statusOf(url: string): Promise<number | null> {
	try {
		return (await fetch(url)).status;
	} catch {
		return null;
	}
}
