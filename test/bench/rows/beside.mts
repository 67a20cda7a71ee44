import { setTimeout as sleep } from 'node:timers/promises';
import { besideRun, type CloudProcess, withCloud } from '../processes.mts';
import { LATENCY, percent, times, type Line, type Row } from '../row.mts';
import type { Job } from '../runnerProcess.mts';

const MEMBERS = 3000;
/** Requests per second, as documented; the local cloud enforces it. */
const QUOTA = 20;
const MOST_SECONDS = 1.3;
const LEAST_SHARE = 0.97;
/** Lookups one after another, each an execution of its own. */
const LOOKUPS = 12;

const SLOW_ITEMS = 3;
const SLOW_PER_SECOND = 0.1;
const MOST_SECONDS_BESIDE_SLOW = 0.5;

export const beside: Row = {
	name: 'beside',
	seconds: 280,
	how:
		`Both executions are of one process and one credential. The slowest of ${LOOKUPS} lookups counts, made at ` +
		`irregular times while the long run is under way; the run's share is that of all members and lookups. The ` +
		`baseline is the same package with one queue for all executions. Beside the slow run, the baseline ` +
		`has ${SLOW_ITEMS} items before it; each item more would take ten seconds more.`,

	measure: async () =>
		await withCloud({ members: MEMBERS + 100 }, async (cloud) => [
			await besideLong(cloud),
			await besideSlow(cloud),
		]),
};

async function besideLong(cloud: CloudProcess): Promise<Line> {
	const { lone, share, refused } = await measureBeside(cloud, MEMBERS, {});
	const oneQueue = await measureBeside(cloud, 600, { limiter: 'oneQueue' }, 1);
	return {
		what: `One lookup beside a run of ${MEMBERS}, quota ${QUOTA}/s, ${LATENCY} ms round trip`,
		budget: `≤ ${MOST_SECONDS} s, and ≥ ${percent(LEAST_SHARE)} of the quota for both`,
		measured: `${lone.toFixed(2)} s at most, ${percent(share)}, ${refused} refused`,
		baseline: `one queue: ${oneQueue.lone.toFixed(2)} s`,
		ratio: `${times(oneQueue.lone / lone)} sooner`,
		isMet: lone <= MOST_SECONDS && share >= LEAST_SHARE,
	};
}

/** Looks so many members up in one run, and others one by one meanwhile. */
async function measureBeside(
	{ ask, url, uins }: CloudProcess,
	members: number,
	more: Partial<Job>,
	lookups = LOOKUPS,
) {
	await ask('prepare', { latency: LATENCY });
	const subjects = uins.slice(0, members);
	const job: Job = { service: 'tencent', cloudUrl: url, subjects, ...more };
	const { run, result } = await besideRun(job, async (runner) => {
		const seconds: number[] = [];
		for (let lookup = 0; lookup < lookups; lookup++) {
			await sleep(3000 + 777 * lookup);
			seconds.push(await runner.ask('lookUpOne', uins.at(-1 - lookup)!));
		}
		return seconds;
	});
	if (run.answered !== members) throw new Error(`Only ${run.answered} members were answered`);
	const { refused } = await ask('count', undefined);
	return {
		lone: Math.max(...result),
		share: (members + lookups) / run.seconds / QUOTA,
		refused,
	};
}

async function besideSlow(cloud: CloudProcess): Promise<Line> {
	const lone = await loneBesideSlow(cloud, {});
	const oneQueue = await loneBesideSlow(cloud, { limiter: 'oneQueue' });
	return {
		what: `One lookup beside a run at ${SLOW_PER_SECOND}/s, ${LATENCY} ms round trip`,
		budget: `≤ ${MOST_SECONDS_BESIDE_SLOW} s`,
		measured: `${lone.toFixed(2)} s at most`,
		baseline: `one queue, behind ${SLOW_ITEMS} items: ${oneQueue.toFixed(1)} s`,
		ratio: `${times(oneQueue / lone)} sooner`,
		isMet: lone <= MOST_SECONDS_BESIDE_SLOW,
	};
}

async function loneBesideSlow({ ask, url, uins }: CloudProcess, more: Partial<Job>) {
	await ask('prepare', { latency: LATENCY });
	const subjects = uins.slice(0, SLOW_ITEMS);
	const options = { requestsPerSecond: SLOW_PER_SECOND };
	const job: Job = { service: 'tencent', cloudUrl: url, subjects, options, warmUp: true, ...more };
	const { result } = await besideRun(job, async (runner) => {
		await sleep(1000);
		return await runner.ask('lookUpOne', uins.at(-1)!);
	});
	return result;
}
