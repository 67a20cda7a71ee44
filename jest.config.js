const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
const shared = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: {
		'\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	setupFilesAfterEnv: ['<rootDir>/test/seeded.mts'],
	watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/node_modules/'],
};

const suite = (name, { folder = name, ...more } = {}) => ({
	...shared,
	displayName: name,
	testMatch: [`<rootDir>/test/${folder}/**/*.test.mts`],
	...more,
});

// unit: the sources alone. contract: the official SDKs against the local cloud.
// integration: the built package inside n8n's own engine. campaign: the same under every fault at
// random, for minutes (npm run test:campaign). fuzz: whatever
// parameters and answers (npm run test:fuzz). e2e: a real n8n (npm run test:e2e). oldest: the same in the
// oldest n8n (npm run test:e2e:oldest). ui: its editor in a real browser (npm run test:ui). queue: many of
// its processes (npm run test:queue). They can run side by side: each n8n has its own ports and folder.
module.exports = {
	// Many tests wait: for the quota, for a time-out. More of them than processors do so side by side.
	maxWorkers: Math.ceil(1.5 * availableParallelism()),
	// So that a test that hangs ends. None is meant to be timed: a loaded machine may take its while.
	testTimeout: 600_000,
	testSequencer: './test/sequencer.js',
	projects: [
		suite('unit'),
		suite('contract'),
		suite('integration'),
		suite('campaign'),
		suite('fuzz'),
		suite('e2e'),
		suite('oldest', {
			folder: 'e2e',
			setupFiles: ['<rootDir>/test/e2e/oldest.mts'],
			// The durable poll engine came with n8n 2.
			testPathIgnorePatterns: ['durable'],
		}),
		suite('ui'),
		suite('queue'),
	],
};
