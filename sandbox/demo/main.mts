// The program behind npm start: builds, starts the local cloud and n8n, runs the demo workflow once.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startCloud } from '../cloud/cloud.mts';
import { CHECKOUT } from '../n8n/folder.mts';
import { layPackage } from '../n8n/layPackage.mts';
import { createN8n } from '../n8n/n8n.mts';
import type { CredentialFile, N8n, WorkflowFile } from '../n8n/n8n.mts';
import { freePort, isPortFree } from '../n8n/ports.mts';
import { DEMO_LOGIN, openSession } from '../n8n/session.mts';
import { step } from '../npm.mjs';
import { build, isBuildNeeded } from './build.mts';
import { cloudCredentials } from './credentials.mts';
import { readOptions } from './options.mts';
import type { DemoOptions } from './options.mts';
import { recordTable } from './table.mts';

const TRIGGER = 'Run the Demo';
const RESULT = 'Verification Records';

/** Undone in reverse order, whether the demo ends well, fails or is interrupted. */
const started: { stop(): Promise<void> }[] = [];
let ready = false;
let ending = false;

async function main(options: DemoOptions): Promise<void> {
	await assertPortFree('--port', 'n8n', options.port);
	await assertPortFree('--cloud-port', 'the local cloud', options.cloudPort);
	if (isBuildNeeded()) await step('Building the nodes', build);

	const cloud = await startCloud({ port: options.cloudPort });
	started.push({ stop: () => cloud.close() });
	const n8n = await createN8n({
		userFolder: options.userFolder,
		port: options.port,
		brokerPort: await freePort(),
	});
	const workflow = JSON.parse(
		await readFile(path.join(CHECKOUT, 'examples', 'demo.json'), 'utf8'),
	) as WorkflowFile;
	await layPackage(options.userFolder);
	await importOnce(n8n, options.userFolder, workflow, cloudCredentials(cloud.url));

	started.push(n8n);
	await step('Starting n8n', () => n8n.start());
	const session = await openSession(n8n.url);
	const execution = await step(`Running the workflow "${workflow.name}"`, () =>
		session.runWorkflow(workflow.id, TRIGGER),
	);
	const records = execution.json(RESULT);
	console.log(`\n${recordTable(records)}\n`);
	if (execution.status !== 'success' || records.length === 0 || records.some((r) => r.error)) {
		throw new Error(
			`The demo workflow did not succeed: ${execution.error?.message ?? 'see the table'}. ` +
				`n8n's log is ${n8n.logFile}.`,
		);
	}
	if (options.once) return;
	console.log(`n8n:         ${n8n.url}/workflow/${workflow.id}`);
	console.log(`Log in as:   ${DEMO_LOGIN.email}, password ${DEMO_LOGIN.password}`);
	console.log(`Local cloud: ${cloud.url}`);
	console.log('Ctrl-C stops everything.');
	ready = true;
	await n8n.ended();
	throw new Error(`n8n ended by itself: see ${n8n.logFile}.`);
}

/** Importing takes n8n several seconds: skipped while nothing has changed since the last time. */
async function importOnce(
	n8n: N8n,
	userFolder: string,
	workflow: WorkflowFile,
	credentials: CredentialFile[],
): Promise<void> {
	const contents = JSON.stringify([workflow, credentials]);
	const hash = createHash('sha256').update(contents).digest('hex');
	const stamp = path.join(userFolder, '.n8n', 'demo-imported');
	if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return;
	await step('Importing demo credentials', () => n8n.importCredentials(credentials));
	await step('Importing the demo workflow', () => n8n.importWorkflows([workflow]));
	await writeFile(stamp, hash);
}

async function assertPortFree(flag: string, what: string, port: number): Promise<void> {
	if (await isPortFree(port)) return;
	throw new Error(
		`Port ${port}, which ${what} needs, is taken. Stop what uses it, or choose another port: ` +
			`npm start -- ${flag} ${port + 1}`,
	);
}

async function end(code: number): Promise<never> {
	if (ending) return await new Promise(() => undefined);
	ending = true;
	for (const part of started.reverse()) await part.stop();
	process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		console.log('\nStopping …');
		void end(ready ? 0 : 130);
	});
}

try {
	await main(readOptions(process.argv.slice(2)));
	await end(0);
} catch (error) {
	if (!ending) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	await end(1);
}
