// n8n's queue mode: a main process, two workers, PostgreSQL and Redis, each a process of its own.
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCloud, type Cloud, type CloudOptions } from '../../sandbox/cloud/cloud.mts';
import { cloudCredentials } from '../../sandbox/demo/credentials.mts';
import { layPackage } from '../../sandbox/n8n/layPackage.mts';
import { createN8n, type N8n, type WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { openSession, type Session } from '../../sandbox/n8n/session.mts';
import { startPostgres, startRedis } from './servers.mts';

/** As docs/scaling.md says it. */
const QUEUE_MODE = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	N8N_ENCRYPTION_KEY: 'the-same-on-every-process-of-n8n',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'n8n',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	// A worker that died is noticed after 15 seconds instead of 90.
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

export interface Cluster {
	cloud: Cloud;
	main: N8n;
	workers: [N8n, N8n];
	session: Session;
	close(): Promise<void>;
}

export async function startCluster(
	workflows: WorkflowFile[],
	subjects: CloudOptions,
): Promise<Cluster> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-queue-'));
	// PostgreSQL's user passes through it.
	await chmod(folder, 0o755);
	const closing: Array<() => Promise<unknown>> = [
		() => rm(folder, { recursive: true, force: true }),
	];
	const close = async () => {
		for (const step of closing.reverse()) await step();
	};
	try {
		const cloud = await startCloud(subjects);
		closing.push(() => cloud.close());
		const postgres = await startPostgres(path.join(folder, 'postgres'));
		closing.push(() => postgres.stop());
		const redis = await startRedis(path.join(folder, 'redis'));
		closing.push(() => redis.stop());
		const one = async (name: string, role: 'main' | 'worker') => {
			const userFolder = path.join(folder, name);
			const [port, brokerPort] = [await freePort(), await freePort()];
			const n8n = await createN8n({
				userFolder,
				port,
				brokerPort,
				role,
				extraEnvironment: {
					...QUEUE_MODE,
					DB_POSTGRESDB_PORT: String(postgres.port),
					QUEUE_BULL_REDIS_PORT: String(redis.port),
				},
			});
			closing.push(() => n8n.stop());
			await layPackage(userFolder);
			return n8n;
		};
		const main = await one('main', 'main');
		await main.importCredentials(cloudCredentials(cloud.url));
		await main.importWorkflows(workflows);
		await main.start();
		const workers: Cluster['workers'] = [
			await one('worker1', 'worker'),
			await one('worker2', 'worker'),
		];
		await Promise.all(workers.map((worker) => worker.start()));
		return { cloud, main, workers, session: await openSession(main.url), close };
	} catch (error) {
		await close();
		throw error;
	}
}
