// The cloud as such: one port for all, subjects from a seed, a journal, quotas, a command line.
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { startCloud, type CloudOptions } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { createQuotas } from '../../sandbox/cloud/quotas.mts';
import { acs3Request, send, tc3Request } from './rawRequest.mts';

// Whatever a test opens is closed after it, also if it fails: else Jest would wait for it forever.
const cleanUps: Array<() => unknown> = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});
const start = async (options?: CloudOptions) => {
	const cloud = await startCloud(options);
	cleanUps.push(() => cloud.close());
	return cloud;
};

const lookup = (uin: number) =>
	tc3Request(
		demoCredentials.tencent,
		'organization',
		'DescribeOrganizationMemberEmailBind',
		'2021-03-31',
		{ MemberUin: uin },
	);

describe('subjects', () => {
	const now = () => 1_700_000_000_000;
	const subjectsOf = async (seed: number) => {
		const cloud = await start({ seed, members: 300, emails: 300, accounts: 100, now });
		return JSON.stringify([
			cloud.tencent.members(),
			cloud.aliyun.records(),
			cloud.wemake.accountIds().map((id) => cloud.wemake.get(id)),
		]);
	};

	it('are the same for the same seed and others for another', async () => {
		const first = await subjectsOf(7);
		expect(await subjectsOf(7)).toBe(first);
		expect(await subjectsOf(8)).not.toBe(first);
	});

	it('are thousands in a realistic mix, each once', async () => {
		const cloud = await start();
		const uins = cloud.tencent.uins();
		expect(new Set(uins).size).toBe(5000);
		const share = (status: string | null) =>
			cloud.tencent.members().filter((one) => cloud.tencent.bindStatus(one) === status).length /
			uins.length;
		expect(share(null)).toBeGreaterThan(0.005);
		expect(share(null)).toBeLessThan(0.02);
		for (const status of ['Unbound', 'Valid', 'Success', 'Failed']) {
			expect(share(status)).toBeGreaterThan(0.05);
		}
		const emails = cloud.aliyun.emails();
		expect(new Set(emails.map((email) => email.toLowerCase())).size).toBe(5000);
		expect(emails.filter((email) => /['%&*!]/.test(email)).length).toBeGreaterThan(100);
		expect(new Set(cloud.wemake.accountIds()).size).toBe(2000);
		for (const { accountId } of Object.values(demoSubjects.wemake)) {
			expect(cloud.wemake.get(accountId)).toBeDefined();
		}
	});
});

describe('the journal', () => {
	it('holds every request in order, even one that addresses no service', async () => {
		const cloud = await start({ members: 20, emails: 20, accounts: 20 });
		const query = { Email: "o'brien+tag(1)*!@example.com" };
		const action = 'QueryEmailVerification';
		await send(cloud, lookup(123));
		await send(cloud, acs3Request(demoCredentials.aliyun, action, '2018-01-29', query));
		const nobody = { method: 'GET', path: '/favicon.ico?a=1', headers: {}, body: '' };
		expect((await send(cloud, nobody)).status).toBe(404);
		const [first, second, third] = cloud.journal.entries();
		expect(first).toMatchObject({
			service: 'tencent',
			action: 'DescribeOrganizationMemberEmailBind',
			version: '2021-03-31',
			method: 'POST',
			path: '/',
			query: '',
			body: '{"MemberUin":123}',
			account: '100000000001',
			status: 200,
			code: null,
			fault: null,
			inFlight: 1,
		});
		expect(first.headers['x-tc-action']).toBe('DescribeOrganizationMemberEmailBind');
		expect(first.requestId).toMatch(/^[0-9a-f-]{36}$/);
		expect(Math.abs(first.at - Date.now())).toBeLessThan(10_000);
		expect(first.durationMs).toBeGreaterThan(0);
		expect(second).toMatchObject({ service: 'aliyun', action });
		expect(third).toMatchObject({ service: null, path: '/favicon.ico', query: 'a=1' });
		expect(cloud.journal.entries({ service: 'aliyun' })).toEqual([second]);
		cloud.journal.clear();
		expect(cloud.journal.entries()).toEqual([]);
	});

	it('counts the requests under way', async () => {
		const cloud = await start({ members: 20, emails: 20, accounts: 20 });
		cloud.faults.add({ kind: 'latency', ms: 100 });
		await Promise.all([1, 2, 3].map(() => send(cloud, lookup(123))));
		await send(cloud, lookup(123));
		expect(cloud.journal.entries().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3, 1]);
	});
});

describe('quotas', () => {
	it('allow no more than the limit within any second', () => {
		let now = 0;
		const quotas = createQuotas(() => now);
		quotas.set('tencent', 'A', 3);
		const at = (ms: number) => {
			now = ms;
			return quotas.exceeded('tencent', 'account', 'A');
		};
		expect([0, 500, 900].map(at)).toEqual([null, null, null]);
		expect([950, 999].map(at)).toEqual([3, 3]);
		// The first has left the window; refused requests never were in it.
		expect([1000, 1001, 1500, 1501].map(at)).toEqual([null, 3, null, 3]);
	});

	it('are counted per account and action', () => {
		const quotas = createQuotas(() => 0);
		const burst = (account: string, action: string) =>
			Array.from({ length: 50 }, () => quotas.exceeded('tencent', account, action)).filter(
				(limit) => limit === null,
			).length;
		expect(burst('a', 'DescribeOrganizationMembers')).toBe(20);
		expect(burst('b', 'DescribeOrganizationMembers')).toBe(20);
		expect(burst('a', 'DescribeOrganization')).toBe(40);
		quotas.set('tencent', 'GetCallerIdentity', null);
		expect(burst('a', 'GetCallerIdentity')).toBe(50);
		expect(quotas.exceeded('aliyun', 'a', 'QueryEmailVerification')).toBeNull();
		quotas.reset();
		expect(burst('a', 'GetCallerIdentity')).toBe(20);
	});
});

describe('the command line', () => {
	const run = (...args: string[]) => {
		const child = spawn(
			path.join('node_modules', '.bin', 'node'),
			['sandbox/cloud/main.mts', ...args],
			{ stdio: ['ignore', 'pipe', 'pipe'] },
		);
		cleanUps.push(() => child.kill('SIGKILL'));
		let output = '';
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
		const printed = (text: string) =>
			new Promise<void>((resolve) => {
				child.stdout.on('data', () => {
					if (output.includes(text)) resolve();
				});
			});
		return { child, ended, printed, output: () => output };
	};

	it('prints where it is and what to use, and stops on Ctrl-C', async () => {
		const program = run('--port', '0');
		await program.printed('Subjects');
		const [, url] = /answers at (http:\/\/127\.0\.0\.1:\d+)/.exec(program.output())!;
		const cloud = { port: Number(new URL(url).port) } as Parameters<typeof send>[0];
		expect(JSON.parse((await send(cloud, lookup(123))).text).Response.BindId).toBe(1);
		expect(program.output()).toContain(demoCredentials.tencent.secretId);
		program.child.kill('SIGINT');
		expect(await program.ended).toBe(0);
	});

	it('says so when the port is taken', async () => {
		const server = net.createServer().listen(0, '127.0.0.1');
		cleanUps.push(() => server.close());
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as net.AddressInfo;
		const program = run('--port', String(port));
		expect(await program.ended).toBe(1);
		expect(program.output()).toContain(`Port ${port} is taken`);
		expect(program.output()).not.toContain('    at ');
	});

	it('refuses options it does not know', async () => {
		for (const args of [
			['--colour', 'red'],
			['--port', 'high'],
			['--port', '99999'],
		]) {
			const program = run(...args);
			expect(await program.ended).toBe(1);
			expect(program.output()).toMatch(/--?(colour|port)/);
			expect(program.output()).not.toContain('    at ');
		}
	});
});
