// Every change to what signs and to what all rooms share should make a test fail: npm run test:mutation.
// main.mts says which files to change, with which tests, and where the report goes.
import { readFileSync } from 'node:fs';

const { mutate, jsonReporter } = JSON.parse(readFileSync(process.env.MUTATION_CONFIG, 'utf8'));

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate,
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	// Tables and texts made at import: every test would have to run for each of them.
	ignoreStatic: true,
	concurrency: 2,
	// Beyond the time that the tests take without a mutant: a busy machine must not pass for an endless loop.
	timeoutMS: 30_000,
	reporters: ['progress-append-only', 'json'],
	jsonReporter,
	tempDirName: 'reports/stryker',
	ignorePatterns: ['build', 'packages', 'reports', 'docs', 'sandbox/.data'],
};
