// Mutation testing, part by part, in two rounds: the part's own unit tests, which are fast, for every mutant;
// then the slower tests that reach it, for the mutants that survive. Prints the mutants that survive both, and
// the score of each part.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const CONFIG = 'test/mutation/stryker.config.mjs';

/** Not those of the house: they read the sources, which are full of mutants here. */
const UNIT = 'test/unit/!(house)/*.test.mts';
const RUNS = [
	'test/integration/operation/!(rateLimiter|retry).test.mts',
	'test/integration/nodes/record.test.mts',
	'test/integration/tencent/editorListSearch.test.mts',
];
const POLLS =
	'test/integration/trigger/{baseline,failures,histories,partialRows,pollStatus,state}.test.mts';

/** The folders that are mutated, with the tests of the first and of the second round. */
const PARTS: Record<string, [first: string[], second: string[]]> = {
	'credentials/signing': [['test/unit/{credentials,signing}/*.test.mts'], [UNIT]],
	'nodes/shared/api': [['test/unit/api/*.test.mts'], [UNIT, ...RUNS, POLLS]],
	'nodes/shared/fields': [['test/unit/fields/*.test.mts'], [UNIT, ...RUNS]],
	'nodes/shared/operation': [['test/unit/operation/*.test.mts'], [UNIT, ...RUNS]],
	'nodes/shared/trigger': [['test/unit/trigger/*.test.mts'], [UNIT, POLLS]],
	'nodes/shared/values': [['test/unit/values/*.test.mts'], [UNIT, ...RUNS]],
};

interface Position {
	line: number;
	/** Counted from 1. */
	column: number;
}
interface Mutant {
	mutatorName: string;
	replacement: string;
	location: { start: Position; end: Position };
	status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | string;
}
type Mutants = Map<string, Mutant & { file: string }>;

/** Runs Stryker on files, or on ranges of them, with some of the tests. */
function mutate(files: string[], tests: string[]): Mutants {
	const config = path.resolve('reports/stryker.json');
	const report = 'reports/mutation.json';
	mkdirSync('reports', { recursive: true });
	writeFileSync(
		config,
		JSON.stringify({ mutate: files, tests, jsonReporter: { fileName: report } }),
	);
	const { status, error } = spawnSync('stryker', ['run', CONFIG], {
		stdio: 'inherit',
		shell: process.platform === 'win32',
		env: { ...process.env, MUTATION_CONFIG: config },
	});
	if (error || status !== 0) throw error ?? new Error(`Stryker ended with ${status}`);
	const found = JSON.parse(readFileSync(report, 'utf8')) as {
		files: Record<string, { mutants: Mutant[] }>;
	};
	return new Map(
		Object.entries(found.files).flatMap(([file, { mutants }]) =>
			mutants.map((mutant) => [keyOf(file, mutant), { ...mutant, file }] as const),
		),
	);
}

const keyOf = (file: string, { mutatorName, replacement, location }: Mutant): string =>
	JSON.stringify([file, mutatorName, replacement, location]);

const hasSurvived = ({ status }: Mutant): boolean => ['Survived', 'NoCoverage'].includes(status);
const isKilled = ({ status }: Mutant): boolean => ['Killed', 'Timeout'].includes(status);

/** A range as Stryker's option takes it, whose columns count from 0. */
function rangeOf({ file, location: { start, end } }: Mutant & { file: string }): string {
	const at = ({ line, column }: Position) => `${line}:${column - 1}`;
	return `${file}:${at(start)}-${at(end)}`;
}

/** The mutants of some files of a part, after both rounds. */
function mutatePart(part: string, files: string[]): Array<Mutant & { file: string }> {
	const [first, second] = PARTS[part];
	const mutants = mutate(files, first);
	const ranges = [...mutants.values()].filter(hasSurvived).map(rangeOf);
	if (ranges.length > 0) {
		for (const [key, mutant] of mutate([...new Set(ranges)], second)) {
			if (isKilled(mutant)) mutants.set(key, mutant);
		}
	}
	return [...mutants.values()].filter((mutant) => hasSurvived(mutant) || isKilled(mutant));
}

/** A row of the table in README.md. */
function row(name: string, mutants: Mutant[]): string {
	const killed = mutants.filter(isKilled).length;
	const share = ((100 * killed) / mutants.length).toFixed(1);
	return `| \`${name}\` | ${mutants.length} | ${killed} | ${share} % |`;
}

// Files or folders of the command line; without any, all parts.
const wanted = process.argv.slice(2);
const isWanted = (file: string) =>
	wanted.length === 0 || wanted.some((start) => file.startsWith(start));
const rows: string[] = [];
const shared: Mutant[] = [];
for (const part of Object.keys(PARTS)) {
	const files = globSync(`${part}/*.ts`)
		.map((file) => file.replaceAll('\\', '/'))
		.filter(isWanted);
	if (files.length === 0) continue;
	const mutants = mutatePart(part, files);
	for (const { file, location, mutatorName, replacement } of mutants.filter(hasSurvived)) {
		const { line, column } = location.start;
		console.log(`${file}:${line}:${column} ${mutatorName}: ${replacement}`);
	}
	rows.push(row(part, mutants));
	console.log(rows.at(-1));
	if (part.startsWith('nodes/shared/')) shared.push(...mutants);
}
if (shared.length > 0) rows.push(row('nodes/shared', shared));
console.log(`\n${rows.join('\n')}`);
