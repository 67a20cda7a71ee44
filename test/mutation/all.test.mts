// The tests of a round as one file: n8n's packages load once for each mutant, not once for each file.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const { tests } = JSON.parse(readFileSync(process.env.MUTATION_CONFIG!, 'utf8')) as {
	tests: string[];
};

for (const file of globSync(tests).sort()) {
	describe(file, () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		require(path.resolve(file));
	});
}

// One of n8n's packages makes JSON of a BigInt; what is signed must not depend on that.
delete (BigInt.prototype as { toJSON?: unknown }).toJSON;
