// Answers that are too large, or never end: bounded in time and memory, and told as what they are.
import type { ServerResponse } from 'node:http';
import { type HttpServer, startHttpServer } from '../../httpServer.mts';
import { useWorld } from '../harness/world.mts';

const MEGABYTE = 1_000_000;
/** An answer may be 20 MB, and is in memory more than once. */
const MOST_MEMORY = 150 * MEGABYTE;
const world = useWorld({ members: 3, emails: 3, accounts: 3 });

let server: HttpServer;
let answer: (response: ServerResponse) => void;
let sent: number;

beforeAll(async () => {
	server = await startHttpServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		answer(response);
	});
});
afterAll(() => server.close());
beforeEach(() => {
	sent = 0;
});

const lookUp = async (timeout: number) => {
	const start = performance.now();
	const before = process.memoryUsage().rss;
	let most = before;
	const meter = setInterval(() => {
		most = Math.max(most, process.memoryUsage().rss);
	}, 5);
	const { error } = await world.lookup('aliyun', ['ann@example.com'], {
		credential: { endpoint: server.url },
		options: { timeout, maxRetries: 0 },
	});
	clearInterval(meter);
	return { error: error!, milliseconds: performance.now() - start, memory: most - before };
};

/** Sends as fast as it is taken, for ever. */
const flood = (chunk: Buffer) => (response: ServerResponse) => {
	const more = () => {
		while (!response.destroyed) {
			sent += chunk.length;
			if (!response.write(chunk)) return response.once('drain', more);
		}
		return response;
	};
	more();
};

it('an answer without end is given up when it is larger than any of the service', async () => {
	answer = flood(Buffer.alloc(64 * 1024, 'x'));
	const { error, memory } = await lookUp(60_000);
	expect(error).toMatchObject({ name: 'NodeApiError', message: 'The answer is too large' });
	expect(error.description).toContain('20 MB');
	expect(sent).toBeLessThan(30 * MEGABYTE);
	expect(memory).toBeLessThan(MOST_MEMORY);
});

it('an answer that comes by the byte is given up when the time is over', async () => {
	answer = (response) => {
		const drip = setInterval(() => response.write('x'), 50);
		response.on('close', () => clearInterval(drip));
	};
	const { error, milliseconds } = await lookUp(1000);
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: 'The service did not answer in time',
	});
	expect(milliseconds).toBeLessThan(3000);
});

it.each(['tencent', 'aliyun', 'wemake'] as const)(
	'an answer of 50 MB is not read to its end: %s',
	async (service) => {
		world.cloud.faults.add({ kind: 'hugeBody', bytes: 50 * MEGABYTE });
		const { error } = await world.lookup(service, ['100000000101'], {
			...(service === 'aliyun' && { parameters: { email: 'ann@example.com' } }),
		});
		expect(error).toMatchObject({ name: 'NodeApiError', message: 'The answer is too large' });
	},
);

it('an answer that is large, and complete, is read', async () => {
	world.cloud.faults.add({ kind: 'hugeBody', bytes: 10 * MEGABYTE });
	const { json } = await world.lookup('tencent', ['100000000101']);
	expect(json).toMatchObject([{ subject: '100000000101' }]);
});
