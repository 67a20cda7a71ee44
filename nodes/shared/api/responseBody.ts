/** The largest page of any list has 2 MB. */
const MAX_BYTES = 20_000_000;

/** The parts of a Node.js stream that are used here. */
interface ByteStream extends AsyncIterable<Buffer> {
	destroy(error: Error): void;
}

/**
 * Reads the body of a response as text, without a byte order mark. n8n hands the body over as a stream
 * and limits neither its size nor its time: an endless one would fill the memory.
 *
 * @param timeout in milliseconds
 * @throws Error with the `code` TOO_LARGE or ETIMEDOUT.
 */
export async function readResponseBody(body: unknown, timeout: number): Promise<string> {
	if (!isStream(body)) return typeof body === 'string' ? body : '';
	const deadline = AbortSignal.timeout(timeout);
	const abort = () => body.destroy(errorWithCode('ETIMEDOUT'));
	deadline.addEventListener('abort', abort);
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > MAX_BYTES) throw errorWithCode('TOO_LARGE');
		}
	} finally {
		deadline.removeEventListener('abort', abort);
	}
	return Buffer.concat(chunks)
		.toString('utf8')
		.replace(/^\ufeff/, '');
}

const isStream = (body: unknown): body is ByteStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

const errorWithCode = (code: string): Error => Object.assign(new Error(code), { code });
