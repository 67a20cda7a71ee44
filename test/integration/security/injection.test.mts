// Line breaks in any field of a node or a credential must not become headers, and a field must not
// choose where a request goes.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { fromItems, operations } from '../../fuzz/operations.mts';
import { meantFields } from '../../fuzz/values.mts';
import { startListener } from '../harness/listener.mts';
import { CONTINUE, LOOKUPS, useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld({ members: 60, emails: 60, accounts: 10, subAccounts: 5 });
const ALL = operations();

const evil = (value: unknown, host: string): unknown[] => [
	`${String(value)}\r\nX-Injected: 1`,
	`${String(value)}\nX-Injected: 1\n\n`,
	`x\r\n\r\nGET / HTTP/1.1\r\nHost: ${host}\r\nX-Injected: 1`,
	`@${host}/`,
	`http://${host}/`,
	`//${host}/#`,
	`\\\\${host}`,
];

let other: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
	other = await startListener();
});
afterAll(async () => await other.close());

const expectClean = () => {
	for (const { headers, path, query } of world.cloud.journal.entries()) {
		expect(headers).not.toHaveProperty('x-injected');
		expect(`${path}?${query}`).not.toMatch(/[\r\n]/);
	}
	expect(other.received).toEqual([]);
};

it.each(ALL)('in a field of $node $resource $operation', async (operation) => {
	const { service, node, properties } = operation;
	const { credentials } = world.request(service);
	const [meant] = fc.sample(meantFields(properties), { numRuns: 1 });
	const texts = properties.filter(({ type }) => !['boolean', 'collection'].includes(type));
	const items = texts.flatMap(({ name }) =>
		evil(meant[name], other.host).map(
			(value): IDataObject => ({
				...meant,
				[name]: value as string,
				options: { maxRetries: 0, requestsPerSecond: 1000, timeZone: 'UTC' },
			}),
		),
	);
	await world.engine.run({
		node,
		parameters: fromItems(operation),
		items: items.length > 0 ? items : [meant],
		credentials,
		...CONTINUE,
	});
	expectClean();
});

it.each(Object.keys(LOOKUPS) as ServiceName[])(
	'in a field of the credential: %s',
	async (service) => {
		const { credentials } = world.request(service);
		const [own] = Object.values(credentials) as IDataObject[];
		const subject = { tencent: '100000000103', aliyun: 'verified@example.com', wemake: 'own' }[
			service
		];
		const addresses = Object.keys(own).filter((name) => /endpoint|domain/i.test(name));
		for (const name of Object.keys(own)) {
			for (const value of evil(own[name], other.host)) {
				// A user's own endpoint is where a credential goes: that one is not for anybody else to choose.
				if (addresses.includes(name) && String(value).startsWith('http://')) continue;
				await world.lookup(service, [subject], { credential: { [name]: value as string } });
			}
		}
		expectClean();
	},
);
