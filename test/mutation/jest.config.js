const { projects } = require('../../jest.config.js');

const [unit] = projects;

module.exports = {
	...unit,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/mutation/all.test.mts'],
	// The built package is made of the same sources.
	moduleNameMapper: { '/dist/(nodes|credentials)/(.*)\\.js$': '<rootDir>/$1/$2' },
	testTimeout: 60_000,
};
