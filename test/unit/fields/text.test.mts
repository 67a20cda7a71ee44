import { readOptionalText, readText } from '../../../nodes/shared/fields/text.ts';
import { refused } from './refused.mts';

const rules = {
	label: 'The name',
	max: 5,
	form: { pattern: /^[\p{L}]+$/u, words: 'Letters only.' },
};

it.each([
	['Anna', 'Anna'],
	['  Anna\n', 'Anna'],
	['小明', '小明'],
	// Five characters, though twice as many code units.
	['𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷'],
])('takes %p', (value, text) => {
	expect(readText(value, rules)).toBe(text);
	expect(readOptionalText(value, rules)).toBe(text);
});

it.each(['', '  ', null, undefined])('%p is empty', (value) => {
	expect(refused(() => readText(value, rules)).message).toBe('The name is empty');
	expect(readOptionalText(value, rules)).toBeUndefined();
});

it.each([
	['Annette', 'The name is too long'],
	['A1', 'The name is not of the right form'],
	[12, 'The name is not of the right form'],
	[{ a: 1 }, 'The name is too long'],
])('refuses %p', (value, message) => {
	expect(refused(() => readText(value, rules)).message).toBe(message);
	expect(refused(() => readOptionalText(value, rules)).message).toBe(message);
});

it('says what was given, in printable characters, and not endlessly', () => {
	const { advice } = refused(() => readText(`A\u0007${'x'.repeat(500)}`, rules));
	expect(advice).toContain('"A\ufffdxxx');
	expect(advice.length).toBeLessThan(160);
});

it('takes anything where there are no rules', () => {
	expect(readText(12, { label: 'It' })).toBe('12');
});
