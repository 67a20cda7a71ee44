// Every change to what signs and to what all rooms share should make a test fail: npm run test:mutation.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: ['credentials/signing/*.ts', 'nodes/shared/*.ts'],
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	// Tables and texts made at import: every test would have to run for each of them.
	ignoreStatic: true,
	concurrency: 2,
	incremental: true,
	incrementalFile: 'reports/mutation-incremental.json',
	reporters: ['progress-append-only', 'json'],
	jsonReporter: { fileName: 'reports/mutation.json' },
	tempDirName: 'reports/stryker',
	ignorePatterns: ['build', 'packages', 'reports', 'docs', 'sandbox/.data'],
	thresholds: { high: 90, low: 85, break: 85 },
};
