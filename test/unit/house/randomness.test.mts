// What random tests draw is the same in every run: nothing in them asks the machine for a number.
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { runs, SEED } from '../../random.mts';

it('fast-check draws from the seed', () => {
	const own = fc.sample(fc.string(), { numRuns: 20 });
	expect(own).toEqual(fc.sample(fc.string(), { numRuns: 20, seed: SEED }));
	expect(own).not.toEqual(fc.sample(fc.string(), { numRuns: 20, seed: SEED + 1 }));
});

it('so does what a library draws from Math.random', () => {
	expect(String(Math.random)).not.toContain('native code');
});

it('never runs less than it must', () => {
	expect(runs(10)).toBeGreaterThanOrEqual(10);
	expect(runs(10, 1)).toBeGreaterThanOrEqual(1);
});

// The program that looks for new seeds draws them.
const files = globSync('{test,sandbox/cloud}/**/*.{mts,js}').filter(
	(file) => !/explore\.mts$|bench\/|randomness\.test\.mts$/.test(file),
);

it.each(files)('%s asks for no other seed', (file) => {
	const text = readFileSync(file, 'utf8').replace(/^\/\/.*$|^\s*\*.*$/gm, '');
	expect(text).not.toMatch(/random(UUID|Bytes|Int|FillSync)\b|getRandomValues|\bseed: \d|Seed\(\d/);
});
