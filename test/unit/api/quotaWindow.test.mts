import fc from 'fast-check';
import { QuotaWindow, type SentRequest, WINDOW_MS } from '../../../nodes/shared/api/quotaWindow.ts';
import { runs } from '../../random.mts';

const sent = (arrivedBy: number, perSecond = 2): SentRequest => ({
	perSecond,
	sentAt: arrivedBy,
	arrivedBy,
});

function windowOf(...requests: SentRequest[]): QuotaWindow {
	const window = new QuotaWindow();
	for (const request of requests) window.add(request);
	return window;
}

describe('there is room', () => {
	it.each([
		['at once in an empty window', [], 2, -Infinity],
		['at once below the figure', [sent(0)], 2, -Infinity],
		['a window after the request that fills it', [sent(0), sent(500)], 2, WINDOW_MS],
		['after several windows for less than one a second', [sent(0, 0.25)], 0.25, 4 * WINDOW_MS],
		['for whole requests only', [sent(0, 2.9), sent(1, 2.9)], 2.9, WINDOW_MS],
		['beside slower requests, for what they leave', [sent(0, 1), sent(9)], 2, WINDOW_MS],
		['beside faster requests, as its own figure allows', [sent(0, 20), sent(9, 20)], 1, -Infinity],
		['beside faster requests, when theirs allows it', [sent(0), sent(9)], 1, WINDOW_MS],
	])('%s', (_name, requests, perSecond, expected) => {
		expect(windowOf(...requests).freeAt(perSecond, Infinity)).toBe(expected);
	});

	it('as the share of all requests together allows', () => {
		const window = windowOf(sent(0, 20), sent(100, 1), sent(200, 20));
		expect(window.freeAt(20, 4)).toBe(-Infinity);
		expect(window.freeAt(20, 3)).toBe(WINDOW_MS);
		expect(window.freeAt(20, 1.5)).toBe(200 + WINDOW_MS);
		expect(window.freeAt(20, 0.5)).toBe(200 + 2 * WINDOW_MS);
	});
});

it('counts a delayed request from its later time', () => {
	const [first, second] = [sent(0), sent(10)];
	const window = windowOf(first, second);
	window.delay(first, 300);
	expect(window.freeAt(2, Infinity)).toBe(10 + WINDOW_MS);
	window.delay(second, 400);
	expect(window.freeAt(2, Infinity)).toBe(300 + WINDOW_MS);
});

it('counts no request that the service refused, nor delays it afterwards', () => {
	const [first, second] = [sent(0), sent(10)];
	const window = windowOf(first, second);
	window.remove(first);
	window.delay(first, 300);
	expect(window.freeAt(1, 1)).toBe(10 + WINDOW_MS);
	expect(window.freeAt(2, Infinity)).toBe(-Infinity);
});

it('counts the requests of the window that ends at a time', () => {
	const window = windowOf(
		sent(2000 - WINDOW_MS),
		sent(2001 - WINDOW_MS),
		sent(1500, 1),
		sent(2000, 20),
		sent(2001),
	);
	expect(window.countUntil(2000)).toBe(3);
});

it('forgets requests that no window holds, and figures without requests', () => {
	const window = windowOf(sent(0, 0.1), sent(5, 40));
	expect(window.largestFigure).toBe(40);
	window.prune(10 * WINDOW_MS - 1);
	expect(window.freeAt(0.1, Infinity)).toBe(10 * WINDOW_MS);
	window.prune(10 * WINDOW_MS);
	expect(window.freeAt(0.1, Infinity)).toBe(-Infinity);
	expect(window.largestFigure).toBe(40);
	window.prune(20 * WINDOW_MS);
	expect(window.largestFigure).toBe(-Infinity);
});

it('remembers a slow request, however many fast ones follow', () => {
	const window = windowOf(sent(0, 0.1));
	for (let count = 0; count < 5000; count++) window.add(sent(count, 1000));
	expect(window.freeAt(0.1, Infinity)).toBe(10 * WINDOW_MS);
});

it('has room exactly when a window with one more request keeps to the figure', () => {
	const anyTimes = fc.array(fc.nat(3000), { maxLength: 40 });
	fc.assert(
		fc.property(anyTimes, fc.integer({ min: 1, max: 12 }), (times, perSecond) => {
			const window = new QuotaWindow();
			const requests = times.map(() => sent(0, perSecond));
			for (const request of requests) window.add(request);
			requests.forEach((request, index) => window.delay(request, times[index]));
			const freeAt = window.freeAt(perSecond, Infinity);
			const countAt = (now: number) => times.filter((time) => time > now - WINDOW_MS).length;
			if (freeAt === -Infinity) expect(times.length).toBeLessThan(perSecond);
			else {
				expect(countAt(freeAt)).toBeLessThan(perSecond);
				expect(countAt(freeAt - 1)).toBeGreaterThanOrEqual(perSecond);
			}
		}),
		{ numRuns: runs(300) },
	);
});
