// What the rows measure with: a local cloud and n8n engines, each in a process of its own.
import path from 'node:path';
import type { CloudHandlers } from './cloudProcess.mts';
import type { PollerHandlers } from './pollerProcess.mts';
import { startProcess } from './remote.mts';
import type { Job, RunnerHandlers, RunResult } from './runnerProcess.mts';

const MODULES = path.join(import.meta.dirname, 'n8nModules.mts');
const EXEC_ARGV = ['--expose-gc', '--import', MODULES];

/** A local cloud with so many subjects. */
export async function startCloudProcess(members: number, emails: number) {
	const { ask, stop } = startProcess<CloudHandlers>('cloudProcess.mts');
	const subjects = await ask('start', { members, emails });
	return { ...subjects, ask, stop };
}

export type CloudProcess = Awaited<ReturnType<typeof startCloudProcess>>;

/** Lets each job run in an n8n engine of its own, all at the same moment. */
export async function runInN8n(jobs: Job[]): Promise<RunResult[]> {
	const runners = jobs.map(() => startProcess<RunnerHandlers>('runnerProcess.mts', EXEC_ARGV));
	try {
		await Promise.all(runners.map(({ ask }, index) => ask('prepare', jobs[index])));
		const results = await Promise.all(runners.map(({ ask }) => ask('run', undefined)));
		await Promise.all(runners.map(({ ask }) => ask('stop', undefined)));
		return results;
	} finally {
		for (const { stop } of runners) stop();
	}
}

/** A row's work with an n8n engine that runs the job meanwhile, until it has ended or the work is done. */
export async function besideRun<Result>(
	job: Job,
	work: (runner: ReturnType<typeof startProcess<RunnerHandlers>>) => Promise<Result>,
): Promise<{ run: RunResult; result: Result }> {
	const runner = startProcess<RunnerHandlers>('runnerProcess.mts', EXEC_ARGV);
	try {
		await runner.ask('prepare', job);
		const running = runner.ask('run', undefined);
		const result = await work(runner);
		const run = await running;
		await runner.ask('stop', undefined);
		return { run, result };
	} finally {
		runner.stop();
	}
}

/** A row's work with the trigger of a service, in an n8n engine of its own. */
export async function withPoller<Result>(
	subject: Parameters<PollerHandlers['prepare']>[0],
	work: (poller: ReturnType<typeof startProcess<PollerHandlers>>) => Promise<Result>,
): Promise<Result> {
	const poller = startProcess<PollerHandlers>('pollerProcess.mts', ['--import', MODULES]);
	try {
		await poller.ask('prepare', subject);
		const result = await work(poller);
		await poller.ask('stop', undefined);
		return result;
	} finally {
		poller.stop();
	}
}

/** A row's work with a local cloud that is gone afterwards. */
export async function withCloud<Result>(
	{ members = 0, emails = 0 }: { members?: number; emails?: number },
	work: (cloud: CloudProcess) => Promise<Result>,
): Promise<Result> {
	const cloud = await startCloudProcess(members, emails);
	try {
		return await work(cloud);
	} finally {
		cloud.stop();
	}
}
