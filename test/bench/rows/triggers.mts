import { withCloud, withPoller, type CloudProcess } from '../processes.mts';
import { LATENCY, times, type Line, type Row } from '../row.mts';
import { aliyunLoop, tencentLoop } from '../sdk.mts';

const SUBJECTS = 5000;
const CHANGES = 10;
/** What a trigger can remember. */
const MOST_SUBJECTS = 10_000;
const MOST_CHARACTERS = 1_000_000;
/** Subjects that the loops look up. */
const SAMPLE = 40;

const SERVICES = {
	tencent: {
		subjects: 'members',
		pageSize: 50,
		/** Requests for each change, as a page does not tell all. */
		perChange: 1,
		sdk: 'tencentcloud-sdk-nodejs',
		loop: async ({ port, uins }: CloudProcess) => await tencentLoop(port, uins.slice(-SAMPLE)),
	},
	aliyun: {
		subjects: 'emails',
		pageSize: 5000,
		perChange: 0,
		sdk: '@alicloud/openapi-core',
		loop: async ({ port, emails }: CloudProcess) => await aliyunLoop(port, emails.slice(0, SAMPLE)),
	},
} as const;
type ServiceName = keyof typeof SERVICES;

export const triggers: Row = {
	name: 'triggers',
	seconds: 80,
	how:
		`One poll, ${LATENCY} ms round trip, after ${CHANGES} statuses changed; the baseline looks every subject up, its time ` +
		`that of ${SAMPLE}, extrapolated. What is remembered is the JSON that n8n stores with the workflow.`,

	measure: async () => [
		await poll('tencent'),
		await poll('aliyun'),
		await memory('tencent'),
		await memory('aliyun'),
	],
};

async function poll(service: ServiceName): Promise<Line> {
	const { subjects, pageSize, perChange, sdk, loop } = SERVICES[service];
	return await withCloud({ [subjects]: SUBJECTS }, async (cloud) => {
		await cloud.ask('prepare', { latency: LATENCY });
		const baseline = ((await loop(cloud)) / SAMPLE) * SUBJECTS;
		return await withPoller({ service, cloudUrl: cloud.url }, async ({ ask }) => {
			await cloud.ask('prepare', { latency: LATENCY });
			const learning = await ask('poll', undefined);
			await cloud.ask('change', { service, count: CHANGES });
			await cloud.ask('prepare', { latency: LATENCY });
			const { events, seconds } = await ask('poll', undefined);
			const { requests, refused } = await cloud.ask('count', undefined);
			const most = SUBJECTS / pageSize + 2 + CHANGES * perChange;
			return {
				what: `One poll of the ${service} trigger over ${SUBJECTS} subjects, ${CHANGES} of them changed`,
				budget: `≤ ${most} requests: N/${pageSize} + 2${perChange ? ', and one for each change' : ''}`,
				measured: `${requests} requests, ${seconds.toFixed(1)} s, ${events} events`,
				baseline: `loop over ${sdk}: ${SUBJECTS} requests, ${baseline.toFixed(0)} s`,
				ratio: `${times(SUBJECTS / requests)} fewer`,
				isMet: requests <= most && refused === 0 && events === CHANGES && learning.events === 0,
			};
		});
	});
}

async function memory(service: ServiceName): Promise<Line> {
	const { subjects } = SERVICES[service];
	return await withCloud({ [subjects]: MOST_SUBJECTS }, async (cloud) => {
		await cloud.ask('prepare', { latency: 0 });
		return await withPoller({ service, cloudUrl: cloud.url }, async ({ ask }) => {
			const { memoryBytes } = await ask('poll', undefined);
			const watched = service === 'tencent' ? cloud.uins : cloud.emails;
			const names = Buffer.byteLength(JSON.stringify(watched));
			return {
				what: `What the ${service} trigger remembers of ${MOST_SUBJECTS} subjects`,
				budget: `≤ ${MOST_CHARACTERS} bytes`,
				measured: `${memoryBytes} bytes`,
				baseline: `their names alone: ${names} bytes`,
				ratio: `${times(memoryBytes / names)} as much`,
				isMet: memoryBytes <= MOST_CHARACTERS,
			};
		});
	});
}
