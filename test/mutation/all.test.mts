// The tests as one file: n8n's packages load once for each mutant, not once for each file.
import path from 'node:path';
import { globSync } from 'node:fs';

// Not those of the house: they read the sources, which are full of mutants here.
const UNIT = ['test/unit/!(house)/**/*.test.mts'];
const ALL = [
	...UNIT,
	'test/integration/operation/!(rateLimiter|retry).test.mts',
	'test/integration/nodes/record.test.mts',
	'test/integration/tencent/editorListSearch.test.mts',
	'test/integration/trigger/{baseline,failures,histories,partialRows,pollStatus,state}.test.mts',
];

for (const file of globSync(process.env.MUTATION_TESTS === 'unit' ? UNIT : ALL).sort()) {
	describe(file, () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		require(path.resolve(file));
	});
}

// One of n8n's packages makes JSON of a BigInt; what is signed must not depend on that.
delete (BigInt.prototype as { toJSON?: unknown }).toJSON;
