import { Readable } from 'node:stream';
import { readResponseBody } from '../../../nodes/shared/api/responseBody.ts';

const MAX_BYTES = 20_000_000;
const TIMEOUT_MS = 10_000;

it('is the text of a stream, whole, without a mark of its byte order', async () => {
	const bytes = Buffer.from('\ufeff{"名":"陈"}\ufeff');
	// Cut inside a character.
	const stream = Readable.from([bytes.subarray(0, 6), bytes.subarray(6)]);
	expect(await readResponseBody(stream, TIMEOUT_MS)).toBe('{"名":"陈"}\ufeff');
});

it.each([
	['a text', 'a text'],
	['', ''],
	[null, ''],
	[undefined, ''],
	[{ no: 'stream' }, ''],
	[7, ''],
	[Object.assign(() => 0, { [Symbol.asyncIterator]: () => 0 }), ''],
])('%p is %j', async (body, text) => {
	expect(await readResponseBody(body, TIMEOUT_MS)).toBe(text);
});

it('may have as many bytes as are allowed, and not one more', async () => {
	const half = Buffer.alloc(MAX_BYTES / 2, 'x');
	expect(await readResponseBody(Readable.from([half, half]), TIMEOUT_MS)).toHaveLength(MAX_BYTES);
	const stream = Readable.from([half, half, Buffer.from('x'), half]);
	await expect(readResponseBody(stream, TIMEOUT_MS)).rejects.toMatchObject({ code: 'TOO_LARGE' });
	expect(stream.destroyed).toBe(true);
});

it('is given up when its time is over', async () => {
	const stream = new Readable({ read: () => undefined });
	stream.push('{"half":');
	await expect(readResponseBody(stream, 20)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	expect(stream.destroyed).toBe(true);
});

it('is not touched any more once it was read', async () => {
	const stream = Readable.from([Buffer.from('done')], { autoDestroy: false });
	const destroy = jest.spyOn(stream, 'destroy');
	await readResponseBody(stream, 20);
	const before = destroy.mock.calls.length;
	await new Promise((resolve) => setTimeout(resolve, 60));
	expect(destroy.mock.calls).toHaveLength(before);
});
