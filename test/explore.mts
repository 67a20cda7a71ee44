// npm run test:explore: the tests with random values, each round with a new seed and more runs than usual.
// Ends with the round in which a test failed, and says how to repeat it.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		/** As many times the usual number of runs. */
		share: { type: 'string', default: '5' },
	},
});
/** The suites that draw something, if only a jitter; of the end-to-end tests those of faults. */
const SUITES = ['unit', 'integration', 'campaign', 'fuzz', 'e2e'];
const FILES = 'test/(?!e2e)|e2e/faults';
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

interface Report {
	testResults: Array<{ name: string; status: 'passed' | 'failed' }>;
}

/** The files that failed, from the root of the checkout. */
function round(seed: number): string[] {
	const folder = mkdtempSync(path.join(tmpdir(), 'explore-'));
	const report = path.join(folder, 'report.json');
	const args = [
		'--selectProjects',
		...SUITES,
		'--testPathPatterns',
		FILES,
		'--json',
		'--outputFile',
		report,
	];
	const env = { ...process.env, RANDOM_SEED: String(seed), RUNS_SHARE: options.share };
	try {
		// With --json jest writes the report to stdout, too; what a person reads goes to stderr.
		const { status } = spawnSync(process.execPath, [JEST, ...args], {
			env,
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
		const failed = testResults.filter((file) => file.status === 'failed');
		if (status !== 0 && failed.length === 0) throw new Error('Jest failed: see above.');
		return failed.map(({ name }) => path.relative(process.cwd(), name));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

for (let number = 1; number <= Number(options.rounds); number++) {
	const seed = randomInt(2 ** 31);
	console.log(
		`Round ${number} of ${options.rounds}: RANDOM_SEED=${seed} RUNS_SHARE=${options.share}`,
	);
	const failed = round(seed);
	if (failed.length === 0) continue;
	console.log(`\nSeed ${seed} makes tests fail. To repeat them:`);
	for (const file of failed) {
		const [, suite] = file.split(path.sep);
		console.log(
			`RANDOM_SEED=${seed} RUNS_SHARE=${options.share} npx jest --selectProjects ${suite} --testPathPatterns ${file}`,
		);
	}
	console.log('What turns out to be a defect becomes a fixed case beside the random test.');
	process.exitCode = 1;
	break;
}
