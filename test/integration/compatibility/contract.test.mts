// Workflows that users saved go on to work: what they hold is pinned in contract.json. New names are
// pinned with "npm run pin", which neither drops nor changes one.
import type { INodeType } from 'n8n-workflow';
import type { OutputSchema } from '../../../nodes/shared/values/outputSchema.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { EVENT_OUTPUT } from '../../../sandbox/docs/nodePage.mts';
import { loadRooms } from '../../../sandbox/docs/rooms.mts';
import { fullName } from '../harness/package.mts';
import { outputSchema } from '../harness/schemas.mts';
import { useWorld } from '../harness/world.mts';
import { compare, expectPinned, expectUnbroken, pin, readPins } from './compare.mts';
import {
	type Contract,
	contractOf,
	credentialNames,
	itemNames,
	nodeNames,
	type Place,
} from './contract.mts';

const PINS = 'test/integration/compatibility/contract.json';

const world = useWorld({ members: 1, emails: 2, accounts: 1 });

/** The fields of an item with Simplify on. */
function outputOf(node: string, { resource, operation }: Place): OutputSchema {
	const watching = loadRooms().find(({ triggerDescription: { name } }) => name === node);
	if (watching) return { ...watching.trigger.output, ...EVENT_OUTPUT };
	return outputSchema(node, resource!, operation!).properties as unknown as OutputSchema;
}

/** What items have beside those fields: one with the raw answer, and one of a subject that failed. */
async function otherKeys() {
	const { accountId } = demoSubjects.wemake.verified;
	const { json } = await world.lookup('wemake', [{}], {
		parameters: {
			operation: 'get',
			accountIds: { __rl: true, mode: 'id', value: `${accountId}, 1` },
		},
		options: { includeRaw: true },
		onError: 'continueRegularOutput',
	});
	const [known, failed] = json;
	const fields = outputOf('iamAccount', { resource: 'account', operation: 'get' });
	const more = Object.keys(known).filter((key) => !Object.hasOwn(fields, key));
	return itemNames('item', { ...Object.fromEntries(more.map((key) => [key, null])), ...failed });
}

let current: Contract;
beforeAll(async () => {
	const { loader } = world.engine.types;
	// A new instance each: n8n has added fields of its own to those that it loaded.
	const nodes = Object.keys(loader.nodeTypes).map((name) => {
		const Node = loader.getNode(name).type.constructor as new () => INodeType;
		return new Node().description;
	});
	const credentials = Object.keys(loader.credentialTypes).map(
		(name) => loader.getCredential(name).type,
	);
	current = contractOf([
		...nodes.flatMap((node) =>
			nodeNames(node, loader.packageName, (place) => outputOf(node.name, place)),
		),
		...credentials.flatMap(credentialNames),
		...(await otherKeys()),
	]);
	if (process.env.UPDATE_CONTRACT) pin(PINS, current);
});

it('breaks no saved workflow', () => {
	expectUnbroken(compare(readPins(PINS), current));
});

it('is pinned, every name of it', () => {
	expectPinned(compare(readPins(PINS), current));
});

it('holds names of every kind', () => {
	const pins = readPins(PINS);
	expect(pins).toMatchObject({
		'node aliyunEmailVerification v1': { type: fullName('aliyunEmailVerification') },
		'node aliyunEmailVerification v1 / credential aliyunAcs3Api': { required: true },
		'node tencentOrganization v1 / resource': { type: 'options', default: 'memberEmail' },
		'node tencentOrganization v1 / memberEmail / operation': { default: 'get' },
		'node tencentOrganization v1 / memberEmail / get / memberUin': { required: true },
		'node tencentOrganization v1 / memberEmail / get / memberUin / mode id': { type: 'string' },
		'node tencentOrganization v1 / memberEmail / add / countryCode': { default: '86' },
		'node tencentOrganization v1 / member / create / permissionIds / = 9': { type: 'number' },
		'node tencentOrganization v1 / member / getMany / limit': { shown: { returnAll: [false] } },
		'node tencentOrganization v1 / member / getMany / filters / tags / tag / key': {},
		'node iamAccount v1 / account / get / options / language / = zh': {},
		'node iamAccount v1 / account / get / options / maxRetries': { min: 0, max: 10 },
		'node iamAccount v1 / account / get / gives status / = verified': {},
		'node iamAccount v1 / account / get / gives phone': { type: ['string', 'null'] },
		'node iamAccountTrigger v1 / triggerOn / = any': {},
		'node iamAccountTrigger v1 / gives change / = removed': {},
		'credential wemakeIamApi / secretKey': { shown: { authentication: ['openApi'] } },
		'item / raw': {},
		'item / error': {},
		'item / details / subject': {},
	});
});
