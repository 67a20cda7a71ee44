import { readBoolean } from '../../../nodes/shared/fields/boolean.ts';
import { readId } from '../../../nodes/shared/fields/id.ts';
import { readOptionalText, readText } from '../../../nodes/shared/fields/text.ts';
import { readList } from '../../../nodes/shared/fields/valueList.ts';
import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';

const refused = (read: () => unknown): InvalidParameter => {
	try {
		read();
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidParameter);
		return error as InvalidParameter;
	}
	throw new Error('It was taken');
};

describe('readText', () => {
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
	});

	it.each([
		['', 'The name is empty'],
		['  ', 'The name is empty'],
		[null, 'The name is empty'],
		[undefined, 'The name is empty'],
		['Annette', 'The name is too long'],
		['A1', 'The name is not of the right form'],
		[12, 'The name is not of the right form'],
		[{ a: 1 }, 'The name is too long'],
	])('refuses %p', (value, message) => {
		const error = refused(() => readText(value, rules));
		expect(error.message).toBe(message);
		expect(error.advice).toMatch(/\.$/);
	});

	it('says what was given, in printable characters, and not endlessly', () => {
		const { advice } = refused(() => readText(`A\u0007${'x'.repeat(500)}`, rules));
		expect(advice).toContain('"A\ufffdxxx');
		expect(advice.length).toBeLessThan(160);
	});

	it('takes anything where there are no rules', () => {
		expect(readText(12, { label: 'It' })).toBe('12');
	});

	it('a text that may be left out is undefined then', () => {
		expect(readOptionalText(' ', rules)).toBeUndefined();
		expect(readOptionalText(undefined, rules)).toBeUndefined();
		expect(readOptionalText('Anna', rules)).toBe('Anna');
		expect(refused(() => readOptionalText('Annette', rules)).message).toContain('too long');
	});
});

describe('listOf', () => {
	it.each([
		['a, b;c\nd\r\ne', ['a', 'b', 'c', 'd', 'e']],
		['a', ['a']],
		[' ,; \n', []],
		['', []],
		[null, []],
		[undefined, []],
		[
			['a ', '', 'b,c', null, 5],
			['a', 'b,c', 5],
		],
		[12, [12]],
		// Not its text: that would hide that the number has lost digits.
		[2 ** 60, [2 ** 60]],
		[{ id: 1 }, [{ id: 1 }]],
	])('%p is %p', (value, list) => {
		expect(readList(value, (one) => one)).toEqual(list);
	});
});

it('readId calls things by their names', () => {
	expect(readId('101', 'department ID', '101')).toBe('101');
	expect(refused(() => readId('', 'department ID', '101')).message).toBe(
		'The department ID is empty',
	);
	expect(refused(() => readId('x', 'department ID', '101'))).toMatchObject({
		message: 'This is not a department ID',
		advice: 'It is a whole number of up to 19 digits, for example 101. Given was "x".',
	});
});

describe('readBoolean', () => {
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

	it.each(['yes', 1, {}, []])('refuses %p', (value) => {
		expect(refused(() => readBoolean(value, 'It')).message).toBe('It is neither true nor false');
	});
});
