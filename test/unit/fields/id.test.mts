import { readId } from '../../../nodes/shared/fields/id.ts';
import { UIN_REFUSALS } from './hostileInputs.mts';
import { refused } from './refused.mts';

const readUin = (value: unknown) => readId(value, 'member UIN', '100000000001');

it.each([
	...UIN_REFUSALS,
	['an empty list', [], /^This is not a member UIN$/],
	['a list of a number beyond 2^53', [2 ** 60], /JavaScript cannot hold exactly$/],
	['a list in a list', [[]], /^This is not a member UIN$/],
])('refuses %s', (_name, value, message) => {
	expect(refused(() => readUin(value)).message).toMatch(message);
});

it.each([
	[1, '1'],
	[123, '123'],
	['123', '123'],
	[' 100000000001\n', '100000000001'],
	[9007199254740991, '9007199254740991'],
	['900719925474099312', '900719925474099312'],
	['9223372036854775807', '9223372036854775807'],
	[123n, '123'],
	[['123'], '123'],
])('reads %p', (value, id) => {
	expect(readUin(value)).toBe(id);
});

it('calls the ID by its name', () => {
	expect(refused(() => readId('', 'department ID', '101')).message).toBe(
		'The department ID is empty',
	);
	expect(refused(() => readId('x', 'department ID', '101'))).toMatchObject({
		message: 'This is not a department ID',
		advice: 'It is a whole number of up to 19 digits, for example 101. Given was "x".',
	});
	expect(refused(() => readId('x', 'account ID', '1')).message).toBe('This is not an account ID');
});

it('names the input where n8n does not take it for a network error', () => {
	const { message, advice } = refused(() => readUin('superEperm'));
	expect(message).not.toMatch(/eperm/i);
	expect(advice).toContain('superEperm');
});

it('does not repeat endless input', () => {
	expect(refused(() => readUin('9'.repeat(10_000))).advice.length).toBeLessThan(150);
});
