import { runInN8n, withCloud } from '../processes.mts';
import { median, times, type Line, type Row } from '../row.mts';
import type { Job } from '../runnerProcess.mts';

const ITEMS = 100_000;
/** n8n takes its time for each expression. */
const ITEMS_BY_EXPRESSION = 20_000;
const MOST_MICROSECONDS = 30;
const MOST_KILOBYTES = 2;
/** Fresh processes of each kind, in turns; the median of each pair's difference counts. */
const PAIRS = 5;

export const overhead: Row = {
	name: 'overhead',
	seconds: 240,
	how:
		'Processor time of the whole execution and memory that its output holds, divided by the items; in ' +
		`brackets how much the process grew. Medians of ${PAIRS} pairs of fresh processes. The empty node ` +
		'gives an item for each; the reading one also lets n8n work out the expression of each item, ' +
		'which no node can avoid.',

	measure: async () =>
		await withCloud({ members: 100 }, async ({ ask, url, uins }) => {
			await ask('prepare', { latency: 0 });
			const [subject] = uins;
			const job: Job = { service: 'tencent', cloudUrl: url, subjects: [subject], warmUp: true };
			const memberUin = { __rl: true, mode: 'id', value: subject };
			const fixed: Job = { ...job, repeat: ITEMS, parameters: { memberUin } };
			const byExpression: Job = { ...job, repeat: ITEMS_BY_EXPRESSION };
			return [
				await line(fixed, 'with a fixed member UIN', 'empty'),
				await line(byExpression, 'by an expression', 'reading'),
			];
		}),
};

/** Of one item. */
interface Cost {
	microseconds: number;
	kilobytes: number;
	grownKilobytes: number;
}

async function cost(job: Job): Promise<Cost> {
	const items = job.repeat!;
	const [run] = await runInN8n([job]);
	const isComplete = (job.instead ? run.items : run.answered) === items;
	if (!isComplete) throw new Error(`Only ${run.answered} of ${items} items were answered`);
	return {
		microseconds: run.cpuMicroseconds / items,
		kilobytes: run.heapBytes / 1000 / items,
		grownKilobytes: run.grownBytes / 1000 / items,
	};
}

async function line(job: Job, how: string, instead: 'empty' | 'reading'): Promise<Line> {
	const pairs: Array<{ own: Cost; empty: Cost }> = [];
	for (let pair = 0; pair < PAIRS; pair++) {
		pairs.push({ own: await cost(job), empty: await cost({ ...job, instead }) });
	}
	const beyond = (name: keyof Cost) =>
		median(pairs.map(({ own, empty }) => own[name] - empty[name]));
	const usual = (name: keyof Cost) => median(pairs.map(({ empty }) => empty[name]));
	const microseconds = beyond('microseconds');
	const kilobytes = beyond('kilobytes');
	return {
		what: `Per item, on ${job.repeat} items that name one subject ${how}`,
		budget: `≤ ${MOST_MICROSECONDS} µs and ≤ ${MOST_KILOBYTES} kB beyond n8n's own`,
		measured: `${microseconds.toFixed(1)} µs, ${kilobytes.toFixed(2)} kB (${beyond('grownKilobytes').toFixed(2)} kB) beyond it`,
		baseline: `${instead} n8n node: ${usual('microseconds').toFixed(1)} µs, ${usual('kilobytes').toFixed(2)} kB (${usual('grownKilobytes').toFixed(2)} kB)`,
		ratio: `${times(1 + microseconds / usual('microseconds'))} its time in all`,
		isMet: microseconds <= MOST_MICROSECONDS && kilobytes <= MOST_KILOBYTES,
	};
}
