// An hour of polling and lookups, minute after minute as fast as they go, in one process: memory stays
// flat, and nothing is left behind.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { INodeParameters } from 'n8n-workflow';
import { TRIGGERS, useWorld, type ServiceName } from '../integration/harness/world.mts';

const MINUTES = 60;
/** The first ones warm up: compiled code, time zones, connections. */
const WARM = 20;
/** Bytes a minute: a kilobyte left of each request would be 150,000. */
const MOST_GROWTH = 60_000;
const LOOKUPS = 50;
const SERVICES = Object.keys(TRIGGERS) as ServiceName[];

const world = useWorld({ members: 200, emails: 200, accounts: 20, subAccounts: 60 });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const heap = () => {
	collectGarbage();
	return process.memoryUsage().heapUsed;
};

/** What keeps a process busy, but for the sockets of the local cloud itself. */
const resources = () =>
	process
		.getActiveResourcesInfo()
		.filter((name) => !/TCP|Pipe|TTY|FSReq|MessagePort|Immediate/.test(name)).length;

it('stays flat', async () => {
	const memories = Object.fromEntries(SERVICES.map((service) => [service, {}]));
	const subjects = {
		tencent: world.cloud.tencent.uins().slice(0, LOOKUPS),
		aliyun: world.cloud.aliyun.emails().slice(0, LOOKUPS),
		wemake: ['own'],
	};
	const waiting = world.cloud.tencent
		.members()
		.filter((one) => world.cloud.tencent.bindStatus(one) === 'Valid')
		.map(({ uin }) => uin);
	const options = { maxRetries: 0, requestsPerSecond: 1000 };
	let emitted = 0;
	const minute = async (index: number) => {
		world.cloud.journal.clear();
		for (const action of ['DescribeOrganizationMembers', 'DescribeOrganizationMemberEmailBind']) {
			world.cloud.quotas.set('tencent', action, null);
		}
		if (waiting[index]) world.cloud.tencent.clickLink(waiting[index]);
		// One in ten fails.
		const fix = index % 10 === 5 ? world.cloud.faults.add({ kind: 'status', status: 503 }) : null;
		for (const service of SERVICES) {
			const { credentials } = world.request(service);
			const parameters = {
				options,
				...(service === 'wemake' && { scope: 'subAccounts' }),
			} as INodeParameters;
			const events = await world.engine
				.poll({ node: TRIGGERS[service], credentials, parameters }, memories[service])
				.catch(() => null);
			emitted += events?.length ?? 0;
			await world.lookup(service, subjects[service], { onError: 'continueRegularOutput' });
		}
		fix?.();
	};
	const measured: number[] = [];
	const busy: number[] = [];
	for (let index = 0; index < MINUTES; index++) {
		await minute(index);
		if (index !== WARM && index !== MINUTES - 1) continue;
		measured.push(heap());
		busy.push(resources());
	}
	const [first, last] = measured;
	const growth = (last - first) / (MINUTES - WARM);
	console.log(
		`${emitted} events; heap ${(first / 1e6).toFixed(1)} MB after ${WARM} minutes, ${(last / 1e6).toFixed(1)} MB after ${MINUTES}: ${(growth / 1000).toFixed(1)} kB a minute; timers and the like ${busy.join(', then ')}`,
	);
	expect(emitted).toBeGreaterThan(0);
	expect(growth).toBeLessThan(MOST_GROWTH);
	expect(busy[1]).toBeLessThanOrEqual(busy[0]);
	for (const name of ['unhandledRejection', 'uncaughtException', 'exit', 'SIGTERM'] as const) {
		expect(process.listenerCount(name)).toBeLessThan(5);
	}
});
