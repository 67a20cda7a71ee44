import { RunStats, runSummary } from '../../../nodes/shared/api/runStats.ts';

it.each<[string, Partial<RunStats>, number, number, string | undefined]>([
	['an ordinary run', { requests: 20 }, 20, 9999, undefined],
	['a run with retries only', { requests: 25, retries: 5 }, 20, 9999, undefined],
	['a long run', { requests: 20 }, 20, 10_000, '20 items took 20 requests and 10.0 s.'],
	[
		'a run that saved requests',
		{ requests: 1, duplicates: 1 },
		2,
		50,
		'2 items took 1 request and 0.1 s. 1 equal lookup was not sent again.',
	],
	[
		'a short run that a list answered',
		{ requests: 2, answeredInBulk: 2, retries: 2 },
		2,
		50,
		'2 items took 2 requests and 0.1 s. 2 lookups were answered from a list. 2 requests were repeated.',
	],
	[
		'everything at once',
		{ requests: 1234, retries: 1, duplicates: 3000, answeredInBulk: 1, waited: 61_000 },
		5000,
		65_432,
		'5,000 items took 1,234 requests and 65.4 s. 1 lookup was answered from a list. 3,000 equal lookups were not sent again. 1 request was repeated. 61.0 s went by waiting for the quota of the service.',
	],
	[
		'a short wait',
		{ requests: 1, duplicates: 1, waited: 1000 },
		2,
		0,
		'2 items took 1 request and 0.0 s. 1 equal lookup was not sent again.',
	],
])('%s', (_name, facts, items, milliseconds, text) => {
	expect(runSummary(Object.assign(new RunStats(), facts), items, milliseconds)).toBe(text);
});

it('counts time in which several requests wait once', () => {
	const stats = new RunStats();
	stats.beginWait(100);
	stats.beginWait(150);
	stats.endWait(200);
	stats.endWait(300);
	stats.beginWait(1000);
	stats.endWait(1001);
	expect(stats.waited).toBe(201);
});
