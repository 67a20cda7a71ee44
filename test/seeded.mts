// Runs before each test file: seeds fast-check, and what asks the machine for a random number.
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { createRandom } from '../sandbox/cloud/random.mts';
import { SEED } from './random.mts';

// Called when a test imports fast-check: most do not, and need not load it.
jest.mock('fast-check', () => {
	const fc = jest.requireActual<typeof import('fast-check')>('fast-check');
	fc.configureGlobal({ seed: SEED });
	return fc;
});

// Another sequence for each file: names that a library makes of it must not meet those of a parallel worker.
const file = path.relative(process.cwd(), expect.getState().testPath!);
Math.random = createRandom(SEED + crc32(file)).next;
