// The program behind npm start, as a user runs it: twice, beside something that holds its port, and ended
// by Ctrl-C.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { freePort, isPortFree } from '../../sandbox/n8n/ports.mts';
import { openSession } from '../../sandbox/n8n/session.mts';

let folder: string;
let port: number;
let cloudPort: number;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-start-'));
	port = await freePort();
	cloudPort = await freePort();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...more: string[]) {
	const places = ['--data', folder, '--port', `${port}`, '--cloud-port', `${cloudPort}`];
	const args = ['sandbox/demo/main.mts', ...places, ...more];
	// Jest's copy of the environment: it names the n8n.
	const child = spawn(process.execPath, args, { env: process.env });
	const program = {
		child,
		output: '',
		ended: once(child, 'close').then(([code]) => code as number),
		async says(text: string) {
			while (!program.output.includes(text)) await once(child.stdout, 'data');
		},
	};
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk: string) => (program.output += chunk));
	}
	return program;
}

it('prints the answers of all three services and ends', async () => {
	const program = start('--once');
	expect(await program.ended).toBe(0);
	const { tencent, aliyun, wemake } = demoSubjects;
	for (const [subject, status] of [
		[tencent.unbound, 'unverified'],
		[tencent.pending, 'pending'],
		[tencent.failed, 'failed'],
		[aliyun.verified, 'verified'],
		[wemake.verified.accountId, 'verified'],
	]) {
		expect(program.output).toMatch(new RegExp(`│ ${subject} +│ ${status} `));
	}
	expect(await isPortFree(port)).toBe(true);
});

it('imports nothing twice, stays until Ctrl-C, and then leaves nothing running', async () => {
	const program = start();
	await program.says('Ctrl-C stops everything.');
	expect(program.output).not.toContain('Importing');
	const session = await openSession(`http://127.0.0.1:${port}`);
	expect(await session.get<unknown[]>('/rest/workflows')).toHaveLength(1);
	expect(await session.get<unknown[]>('/rest/credentials')).toHaveLength(3);
	program.child.kill('SIGINT');
	expect(await program.ended).toBe(0);
	expect(await isPortFree(port)).toBe(true);
	expect(await isPortFree(cloudPort)).toBe(true);
});

it('names the port that is taken, and the flag that chooses another', async () => {
	const other = createServer().listen(port, '127.0.0.1');
	await once(other, 'listening');
	const program = start('--once');
	expect(await program.ended).toBe(1);
	expect(program.output).toContain(`Port ${port}`);
	expect(program.output).toContain('npm start -- --port');
	other.close();
});
