import { readBoolean } from '../../../nodes/shared/fields/boolean.ts';
import { refused } from './refused.mts';

it.each([
	[true, true],
	[false, false],
	['true', true],
	[' FALSE ', false],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
])('%p is %p', (value, state) => {
	expect(readBoolean(value, 'It')).toBe(state);
});

it.each(['yes', 1, {}, [], [true], ['']])('refuses %p', (value) => {
	expect(refused(() => readBoolean(value, 'It')).message).toBe('It is neither true nor false');
});
