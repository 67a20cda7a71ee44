/** A small deterministic generator: the same seed gives the same subjects everywhere. */
export interface Random {
	/** The next number, at least 0 and below 1. */
	next(): number;
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	pick<T>(choices: readonly T[]): T;
	/** A choice drawn by its weight. */
	weighted<T>(choices: ReadonlyArray<readonly [T, number]>): T;
	/** `length` characters out of `alphabet`. */
	text(length: number, alphabet: string): string;
}

export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';

/** A UUID of version 4, in lower case. */
export function uuid(random: Random): string {
	const [first, second, third, fourth, last] = [8, 4, 3, 3, 12].map((length) =>
		random.text(length, HEX),
	);
	return [first, second, `4${third}`, `${random.pick([...'89ab'])}${fourth}`, last].join('-');
}

/** mulberry32: 32 bits of state, enough for test data. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	const pick = <T,>(choices: readonly T[]) => choices[between(0, choices.length - 1)];
	return {
		next,
		between,
		pick,
		weighted: (choices) => {
			const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
			let rest = next() * total;
			for (const [choice, weight] of choices) {
				rest -= weight;
				if (rest < 0) return choice;
			}
			return choices[choices.length - 1][0];
		},
		text: (length, alphabet) => Array.from({ length }, () => pick([...alphabet])).join(''),
	};
}
