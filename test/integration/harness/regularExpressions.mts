import { setSafeRegexEngine } from 'n8n-workflow';

/**
 * n8n gives a regular expression up when a quarter of a second has passed, and fails the node. On a busy
 * machine that may happen to any, so here they take the time they need. One that never ended would make the
 * test fail.
 */
export function giveRegularExpressionsTime(): void {
	const every = (flags = '') => (flags.includes('g') ? flags : `${flags}g`);
	setSafeRegexEngine({
		exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
		test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
		replace: (pattern, input, flags, replacement) =>
			input.replace(new RegExp(pattern, flags), replacement),
		matchAll: (pattern, input, flags) => [...input.matchAll(new RegExp(pattern, every(flags)))],
		split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
	});
}
