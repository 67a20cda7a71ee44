/** Bytes. The largest page of any list has 2 million. */
const MAX_BYTES = 20_000_000;

/** A stream of Node.js, as far as it matters here. */
interface ByteStream extends AsyncIterable<Buffer> {
	destroy(error: Error): void;
}

/**
 * The text of an answer, whose bytes n8n hands on as they come: nobody else would keep one that never
 * ends from filling the memory.
 *
 * @throws Error with a `code`, for what is too large or not complete in `timeout` milliseconds.
 */
export async function readResponseBody(body: unknown, timeout: number): Promise<string> {
	if (!isStream(body)) return typeof body === 'string' ? body : '';
	const late = AbortSignal.timeout(timeout);
	const giveUp = () => body.destroy(failed('ETIMEDOUT'));
	late.addEventListener('abort', giveUp);
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > MAX_BYTES) throw failed('TOO_LARGE');
		}
	} finally {
		late.removeEventListener('abort', giveUp);
	}
	return Buffer.concat(chunks)
		.toString('utf8')
		.replace(/^\ufeff/, '');
}

const isStream = (body: unknown): body is ByteStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

const failed = (code: string): Error => Object.assign(new Error(code), { code });
