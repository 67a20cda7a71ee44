import { readList, readNonEmptyList, splitList } from '../../../nodes/shared/fields/valueList.ts';
import { readText } from '../../../nodes/shared/fields/text.ts';
import { refused } from './refused.mts';

const name = (value: unknown) => readText(value, { label: 'The name', max: 5 });
const lowerCase = (text: string) => text.toLowerCase();

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
	// Not nothing: its reader says what is wrong with it.
	[[[]], [[]]],
])('%p is split into %p', (value, list) => {
	expect(splitList(value)).toEqual(list);
});

it('reads each value, and takes equal ones once, in the place of the first', () => {
	expect(readList('b,a,b,B,a', name)).toEqual(['b', 'a', 'B']);
	expect(readList('B,a,b,A', name, lowerCase)).toEqual(['B', 'a']);
	expect(readNonEmptyList('B,a,b,A', name, lowerCase)).toEqual(['B', 'a']);
	expect(refused(() => readList('a,toolong', name)).message).toBe('The name is too long');
});

it('is empty, or refused in the words for a single value', () => {
	expect(readList(' , ', name)).toEqual([]);
	expect(refused(() => readNonEmptyList(' , ', name)).message).toBe('The name is empty');
});
