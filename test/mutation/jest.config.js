const { projects } = require('../../jest.config.js');

const [unit] = projects;

module.exports = {
	...unit,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/mutation/all.test.mts'],
	testTimeout: 60_000,
};
