// What breaks a saved workflow, and what does not, with a node made for it.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import type { OutputSchema } from '../../../nodes/shared/values/outputSchema.ts';
import { compare, pin } from './compare.mts';
import { type Contract, contractOf, credentialNames, nodeNames } from './contract.mts';

interface Example {
	name: string;
	credential: string;
	properties: Record<string, INodeProperties>;
	output: OutputSchema;
	secrets: INodeProperties[];
}

const here = { show: { resource: ['contact'], operation: ['get'] } };
const choice = (name: string, ...values: string[]): INodeProperties => ({
	displayName: name,
	name,
	type: 'options',
	default: values[0],
	options: values.map((value) => ({ name: value, value })),
});

const example = (): Example => ({
	name: 'example',
	credential: 'exampleApi',
	properties: {
		resource: choice('resource', 'contact'),
		operation: {
			...choice('operation', 'get', 'delete'),
			displayOptions: { show: { resource: ['contact'] } },
		},
		email: {
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			displayOptions: here,
		},
		limit: {
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1, maxValue: 100 },
			displayOptions: here,
		},
		language: { ...choice('language', 'en', 'zh'), displayOptions: here },
		options: {
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			default: {},
			displayOptions: here,
			options: [{ displayName: 'Raw', name: 'raw', type: 'boolean', default: false }],
		},
	},
	output: { status: { type: 'string', enum: ['verified', 'pending'], description: 'Status' } },
	secrets: [{ displayName: 'Key', name: 'key', type: 'string', default: '' }],
});

const contract = ({ name, credential, properties, output, secrets }: Example): Contract => {
	const description = {
		name,
		version: 1,
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: credential, required: true }],
		properties: Object.values(properties),
	} as Partial<INodeTypeDescription> as INodeTypeDescription;
	const type = { name: 'exampleApi', displayName: 'Example API', properties: secrets };
	return contractOf([
		...nodeNames(description, 'package', () => output),
		...credentialNames(type satisfies ICredentialType),
	]);
};

type Change = (node: Example) => unknown;

const after = (change: Change) => {
	const changed = example();
	change(changed);
	return compare(contract(example()), contract(changed));
};

const field = (more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	default: '',
	displayOptions: here,
	...more,
});

const GET = 'node example v1 / contact / get';

const BREAKING: Array<[string, Change, string]> = [
	['a type renamed', (node) => (node.name = 'other'), 'node example v1: is gone'],
	[
		'another credential',
		(node) => (node.credential = 'otherApi'),
		'node example v1 / credential exampleApi: is gone',
	],
	[
		'a resource renamed',
		({ properties }) => (properties.resource = choice('resource', 'person')),
		'node example v1 / contact: is gone',
	],
	[
		'an operation dropped',
		({ properties }) => (properties.operation.options = choice('', 'get').options),
		'node example v1 / contact / delete: is gone',
	],
	[
		'a parameter renamed',
		({ properties }) => (properties.email.name = 'address'),
		`${GET} / email: is gone`,
	],
	[
		'a parameter of another type',
		({ properties }) => (properties.email.type = 'json'),
		`${GET} / email: its type was "string", is "json"`,
	],
	[
		'another default',
		({ properties }) => (properties.limit.default = 100),
		`${GET} / limit: its default was 50, is 100`,
	],
	[
		'a parameter that becomes required',
		({ properties }) => (properties.email.required = true),
		`${GET} / email: has become required`,
	],
	[
		'a lower maximum',
		({ properties }) => (properties.limit.typeOptions = { minValue: 1, maxValue: 50 }),
		`${GET} / limit: takes nothing above 50 any more`,
	],
	[
		'a higher minimum',
		({ properties }) => (properties.limit.typeOptions = { minValue: 5, maxValue: 100 }),
		`${GET} / limit: takes nothing below 5 any more`,
	],
	[
		'a value dropped',
		({ properties }) => (properties.language.options = choice('', 'en').options),
		`${GET} / language / = zh: is gone`,
	],
	[
		'a parameter that another one hides',
		({ properties }) =>
			(properties.email.displayOptions = { show: { ...here.show, language: ['zh'] } }),
		`${GET} / email: language hides it more often`,
	],
	[
		'a parameter that some values of another one hide',
		({ properties }) => (properties.email.displayOptions = { ...here, hide: { language: ['zh'] } }),
		`${GET} / email: language hides it more often`,
	],
	[
		'an option dropped',
		({ properties }) => (properties.options.options = []),
		`${GET} / options / raw: is gone`,
	],
	[
		'a new parameter that is required',
		({ properties }) => (properties.phone = field({ required: true })),
		`${GET} / phone: is new and required`,
	],
	[
		'an output field renamed',
		(node) => (node.output = { state: node.output.status }),
		`${GET} / gives status: is gone`,
	],
	[
		'an output field that may be null now',
		({ output }) => (output.status = { ...output.status, type: ['string', 'null'] }),
		`${GET} / gives status: its type was "string", is ["string","null"]`,
	],
	[
		'a value that is not given any more',
		({ output }) => (output.status = { ...output.status, enum: ['verified'] }),
		`${GET} / gives status / = pending: is gone`,
	],
	[
		'a field of the credential renamed',
		({ secrets: [secret] }) => (secret.name = 'apiKey'),
		'credential exampleApi / key: is gone',
	],
];

const HARMLESS: Array<[string, Change, string]> = [
	[
		'a new operation',
		({ properties }) => (properties.operation.options = choice('', 'get', 'delete', 'add').options),
		'node example v1 / contact / add',
	],
	['a new parameter', ({ properties }) => (properties.phone = field()), `${GET} / phone`],
	[
		'a new required parameter that has a value',
		({ properties }) => (properties.phone = field({ required: true, default: 'none' })),
		`${GET} / phone`,
	],
	[
		'a new required parameter of a new choice',
		({ properties }) => {
			properties.language.options = choice('', 'en', 'zh', 'fr').options;
			const show = { ...here.show, language: ['fr'] };
			properties.phone = field({ required: true, displayOptions: { show } });
		},
		`${GET} / phone`,
	],
	[
		'a new value',
		({ properties }) => (properties.language.options = choice('', 'en', 'zh', 'fr').options),
		`${GET} / language / = fr`,
	],
	[
		'a new option',
		({ properties }) =>
			(properties.options.options = [...example().properties.options.options!, field() as never]),
		`${GET} / options / phone`,
	],
	[
		'a higher maximum',
		({ properties }) => (properties.limit.typeOptions = { minValue: 1, maxValue: 500 }),
		`${GET} / limit`,
	],
	[
		'a new output field',
		(node) => (node.output.phone = { type: 'string', description: 'Phone' }),
		`${GET} / gives phone`,
	],
	[
		'a new field of the credential',
		({ secrets }) => secrets.push(field()),
		'credential exampleApi / phone',
	],
];

it.each(BREAKING)('%s breaks', (_, change, what) => {
	expect(after(change).broken).toContain(what);
});

it.each(HARMLESS)('%s breaks nothing, and is to be pinned', (_, change, what) => {
	const { broken, unpinned } = after(change);
	expect(broken).toEqual([]);
	expect(unpinned).toContain(what);
});

it('has nothing to say when only words change', () => {
	const { broken, unpinned } = after(({ properties }) => {
		properties.email.displayName = 'Address';
		properties.email.description = 'Whose it is';
	});
	expect([...broken, ...unpinned]).toEqual([]);
});

it('pins what is new, and never what breaks', () => {
	const file = path.join(mkdtempSync(path.join(tmpdir(), 'pins-')), 'contract.json');
	writeFileSync(file, '{}');
	pin(file, contract(example()));
	const pinned = readFileSync(file, 'utf8');
	const changed = example();
	changed.properties.email.name = 'address';
	expect(() => pin(file, contract(changed))).toThrow(`${GET} / email: is gone`);
	expect(readFileSync(file, 'utf8')).toBe(pinned);
	const grown = example();
	grown.properties.phone = field();
	pin(file, contract(grown));
	expect(compare(JSON.parse(readFileSync(file, 'utf8')) as Contract, contract(grown))).toEqual({
		broken: [],
		unpinned: [],
	});
});
