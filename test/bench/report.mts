import Table from 'cli-table3';
import type { Line, Row } from './row.mts';

/** A row and what came of it. */
export interface Measurement {
	row: Row;
	lines: Line[];
}

const HEAD = ['what', 'budget', 'measured', 'baseline', 'ratio', 'met'];

const cells = ({ what, budget, measured, baseline, ratio, isMet }: Line): string[] => [
	what,
	budget,
	measured,
	baseline,
	ratio,
	isMet ? 'yes' : 'NO',
];

/** For the terminal. */
export function terminalTable(measurements: readonly Measurement[]): string {
	const table = new Table({
		head: HEAD,
		colWidths: [30, 24, 28, 30, 20, 5],
		wordWrap: true,
		style: { head: [], border: [] },
	});
	table.push(...measurements.flatMap(({ lines }) => lines.map(cells)));
	return table.toString();
}

/** The page `docs/benchmarks.md`. */
export function page(measurements: readonly Measurement[], machine: string): string {
	const tableRow = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
	return [
		'# Benchmarks',
		'',
		'Written by `npm run bench`: every figure and its baseline come from one run on one machine, so compare',
		'ratios. The built package runs inside n8n-core against the local cloud, which is another process and',
		'enforces signatures and quotas.',
		'',
		`Machine: ${machine}.`,
		'',
		tableRow(HEAD),
		tableRow(HEAD.map(() => '---')),
		...measurements.flatMap(({ lines }) => lines.map((line) => tableRow(cells(line)))),
		'',
		'How it is measured (`npm run bench -- --only <name>` runs one):',
		'',
		...measurements.map(({ row }) => `- \`${row.name}\`: ${row.how}`),
		'',
	].join('\n');
}
