// Parameters that a workflow may bring: what a user means, what another node gives, and what nobody means.
import fc from 'fast-check';
import type {
	IDataObject,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';

const { tencent, aliyun, wemake } = demoSubjects;

const REAL = [
	...Object.values(tencent),
	...Object.values(aliyun),
	...Object.values(wemake).map(({ accountId }) => accountId),
];

const TRAPS = [
	'',
	' ',
	'null',
	'undefined',
	'NaN',
	'[object Object]',
	'__proto__',
	'constructor',
	'toString',
	'100000000101, 100000000102',
	'a@example.com;b@example.com',
	'a@example.com\r\nBcc: b@example.com',
	'x\r\nX-Injected: 1',
	'../../etc/passwd',
	'%00%0d%0a',
	'\u0000',
	'\ud800',
	'\u202e',
	'ａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
	`${'a'.repeat(300)}@example.com`,
	'9'.repeat(400),
	'-1',
	'0',
	'1e21',
	'0x10',
	'9007199254740993',
	'2026-02-30',
	'2026-01-31T09:30:00Z',
	'{{ $json }}',
	'=1+1',
	-1,
	0,
	0.5,
	1e21,
	9007199254740992,
	true,
	false,
	null,
	[],
	{},
	[[]],
	[null],
	{ __rl: true, mode: 'id', value: '100000000101' },
	{ __rl: true, mode: 'list', value: null },
	{ value: {} },
];

const anything: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(...REAL),
	fc.constantFrom<unknown>(...TRAPS),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.jsonValue({ maxDepth: 2 }),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.maxSafeInteger(),
);

const UINS = Object.values(tencent);
const EMAILS = Object.values(aliyun);
const IDS = Object.values(wemake).map(({ accountId }) => accountId);

/** By the name of a field: what a service takes there. */
const TEXTS: Record<string, readonly unknown[]> = {
	memberUin: UINS,
	memberUins: [UINS.join(', '), ...UINS],
	nodeId: ['1001', '1002', '1003'],
	email: EMAILS,
	emails: [EMAILS.slice(0, 3).join(', '), ...EMAILS],
	accountIds: [IDS.join(','), ...IDS],
	masterId: IDS,
	countryCode: ['86', '+852'],
	phone: ['13800138000', '1380-0138-001'],
	name: ['Sales-2', 'Example_Member'],
	remark: ['A note', 'Another note'],
	permissionIds: [
		[1, 2],
		[1, 2, 4],
	],
	accountName: ['accounting', 'sales-2'],
	token: ['0123456789abcdef0123456789abcdef'],
	payUin: [''],
	identityRoleIds: ['', '1'],
	recordId: ['', '1'],
	authRelationId: ['', '1'],
	createdAfter: ['', '2026-01-01T00:00:00Z'],
	createdBefore: ['', '2030-01-01'],
	timeZone: ['UTC', 'Asia/Shanghai'],
};

/** What the field is made for. */
function meant(field: INodeProperties): fc.Arbitrary<unknown> {
	const inner = (field.options ?? []) as INodeProperties[];
	const choices = (inner as unknown as INodePropertyOptions[]).map(({ value }) => value);
	const real = fc.constantFrom<unknown>(...(TEXTS[field.name] ?? ['', 'a']));
	if (field.name in TEXTS) return real;
	switch (field.type) {
		case 'options':
			return fc.constantFrom(...choices);
		case 'multiOptions':
			return fc.subarray(choices);
		case 'boolean':
			return fc.boolean();
		case 'number':
			return fc.integer({ min: 1, max: 60 });
		case 'collection':
			return fields(inner);
		case 'fixedCollection': {
			const groups = field.options as INodePropertyCollection[];
			return fc.record(
				Object.fromEntries(
					groups.map(({ name, values }) => [name, fc.array(fields(values), { maxLength: 3 })]),
				),
				{ requiredKeys: [] },
			);
		}
		default:
			return real;
	}
}

/** Values of fields, by name: most as they are meant, some anything, and those that need not be there missing. */
export const fields = (
	properties: INodeProperties[],
	requiredKeys: string[] = [],
): fc.Arbitrary<IDataObject> =>
	fc.record(
		Object.fromEntries(
			properties.map((field) => [
				field.name,
				fc.oneof({ weight: 5, arbitrary: meant(field) }, { weight: 2, arbitrary: anything }),
			]),
		),
		{ requiredKeys },
	) as fc.Arbitrary<IDataObject>;

/** Every field as it is meant. */
export const meantFields = (properties: INodeProperties[]): fc.Arbitrary<IDataObject> =>
	fc.record(
		Object.fromEntries(properties.map((field) => [field.name, meant(field)])),
	) as fc.Arbitrary<IDataObject>;
