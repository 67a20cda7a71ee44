import { runInN8n, withCloud } from '../processes.mts';
import { median, type Line, type Row } from '../row.mts';
import type { Job } from '../runnerProcess.mts';

const ITEMS = 100_000;
/** n8n takes its time for each expression. */
const ITEMS_BY_EXPRESSION = 20_000;
const MOST_MICROSECONDS = 30;
const MOST_KILOBYTES = 2;
/** Fresh processes of each kind; the median counts. */
const PROCESSES = 3;

export const overhead: Row = {
	name: 'overhead',
	seconds: 240,
	how:
		'Processor time of the whole execution and memory that its output holds, divided by the items; in ' +
		`brackets how much the process grew. Medians of ${PROCESSES} fresh processes each. The empty node ` +
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
	peakKilobytes: number;
}

async function cost(job: Job): Promise<Cost> {
	const items = job.repeat!;
	const costs: Cost[] = [];
	for (let process = 0; process < PROCESSES; process++) {
		const [run] = await runInN8n([job]);
		const isComplete = (job.instead ? run.items : run.answered) === items;
		if (!isComplete) throw new Error(`Only ${run.answered} of ${items} items were answered`);
		costs.push({
			microseconds: run.cpuMicroseconds / items,
			kilobytes: run.heapBytes / 1000 / items,
			peakKilobytes: run.peakBytes / 1000 / items,
		});
	}
	const medianOf = (name: keyof Cost) => median(costs.map((one) => one[name]));
	return {
		microseconds: medianOf('microseconds'),
		kilobytes: medianOf('kilobytes'),
		peakKilobytes: medianOf('peakKilobytes'),
	};
}

async function line(job: Job, how: string, instead: 'empty' | 'reading'): Promise<Line> {
	const ours = await cost(job);
	const empty = await cost({ ...job, instead });
	const time = ours.microseconds - empty.microseconds;
	const memory = ours.kilobytes - empty.kilobytes;
	const peak = ours.peakKilobytes - empty.peakKilobytes;
	return {
		what: `Per item, on ${job.repeat} items that name one subject ${how}`,
		budget: `≤ ${MOST_MICROSECONDS} µs and ≤ ${MOST_KILOBYTES} kB beyond n8n's own`,
		measured: `${time.toFixed(1)} µs, ${memory.toFixed(2)} kB (${peak.toFixed(2)} kB) beyond it`,
		baseline: `${instead} n8n node: ${empty.microseconds.toFixed(1)} µs, ${empty.kilobytes.toFixed(2)} kB (${empty.peakKilobytes.toFixed(2)} kB)`,
		ratio: `${(ours.microseconds / empty.microseconds).toFixed(2)} of its time in all`,
		isMet: time <= MOST_MICROSECONDS && memory <= MOST_KILOBYTES,
	};
}
