// Mutation testing in two rounds: the unit tests, which are fast, for every mutant; all tests for the mutants
// that survive them. Prints the score of each part, and the mutants that survive both rounds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const CONFIG = 'test/mutation/stryker.config.mjs';
const DEFAULT_FILES = ['credentials/signing/*.ts', 'nodes/shared/**/*.ts'];

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
function mutate(tests: 'unit' | 'all', files: string[]): Mutants {
	const config = `reports/stryker.${tests}.json`;
	const report = `reports/mutation.${tests}.json`;
	mkdirSync('reports', { recursive: true });
	writeFileSync(config, JSON.stringify({ mutate: files, jsonReporter: { fileName: report } }));
	const { status, error } = spawnSync('stryker', ['run', CONFIG], {
		stdio: 'inherit',
		shell: process.platform === 'win32',
		env: { ...process.env, MUTATION_TESTS: tests, MUTATION_CONFIG: config },
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

/** `nodes/shared/api` for a file of that wing. */
const partOf = (file: string): string => file.split('/').slice(0, -1).join('/');

const files = process.argv.slice(2);
const mutants = mutate('unit', files.length > 0 ? files : DEFAULT_FILES);
const ranges = [...mutants.values()].filter(hasSurvived).map(rangeOf);
if (ranges.length > 0) {
	for (const [key, mutant] of mutate('all', [...new Set(ranges)])) {
		if (isKilled(mutant)) mutants.set(key, mutant);
	}
}

const counted = [...mutants.values()].filter((mutant) => hasSurvived(mutant) || isKilled(mutant));
for (const mutant of counted.filter(hasSurvived)) {
	const { start } = mutant.location;
	console.log(
		`${mutant.file}:${start.line}:${start.column} ${mutant.mutatorName}: ${mutant.replacement}`,
	);
}
const row = (name: string, part: Mutant[]) => {
	const killed = part.filter(isKilled).length;
	const share = ((100 * killed) / part.length).toFixed(1);
	console.log(`| \`${name}\` | ${part.length} | ${killed} | ${share} % |`);
};
for (const part of [...new Set(counted.map(({ file }) => partOf(file)))].sort()) {
	row(
		part,
		counted.filter(({ file }) => partOf(file) === part),
	);
}
const shared = counted.filter(({ file }) => file.startsWith('nodes/shared/'));
if (shared.length > 0) row('nodes/shared', shared);
