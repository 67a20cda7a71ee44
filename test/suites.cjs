// A reporter for jest: at the end a line for each suite, with the time of its files one after the other.
module.exports = class Suites {
	onRunComplete(_contexts, { testResults }) {
		const suites = new Map();
		for (const file of testResults) {
			const { name } = file.displayName;
			const suite = suites.get(name) ?? { files: 0, passed: 0, failed: 0, milliseconds: 0 };
			suites.set(name, suite);
			suite.files += 1;
			suite.passed += file.numPassingTests;
			// A file that does not even start has no tests.
			suite.failed += Math.max(file.numFailingTests, file.testExecError ? 1 : 0);
			suite.milliseconds += file.perfStats.runtime;
		}
		const rows = [...suites].sort(([one], [other]) => one.localeCompare(other));
		const lines = rows.map(([name, { files, passed, failed, milliseconds }]) =>
			[
				name.padEnd(12),
				`${files} files`.padStart(10),
				`${passed} passed`.padStart(14),
				`${failed} failed`.padStart(12),
				`${Math.round(milliseconds / 1000)} s`.padStart(8),
			].join(''),
		);
		console.log(`\n${lines.join('\n')}`);
	}
};
