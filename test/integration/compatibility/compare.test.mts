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
const values = (...names: string[]) => choice('', ...names).options;

/** What is said, and the change that it is said of. */
const BREAKING: Array<[what: string, change: Change]> = [
	['node example v1: is gone', (node) => (node.name = 'other')],
	['node example v1 / credential exampleApi: is gone', (node) => (node.credential = 'otherApi')],
	[
		'node example v1 / contact: is gone',
		({ properties: p }) => (p.resource = choice('resource', 'person')),
	],
	[
		'node example v1 / contact / delete: is gone',
		({ properties: p }) => (p.operation.options = values('get')),
	],
	[`${GET} / email: is gone`, ({ properties: p }) => (p.email.name = 'address')],
	[
		`${GET} / email: its type was "string", is "json"`,
		({ properties: p }) => (p.email.type = 'json'),
	],
	[`${GET} / limit: its default was 50, is 100`, ({ properties: p }) => (p.limit.default = 100)],
	[`${GET} / email: has become required`, ({ properties: p }) => (p.email.required = true)],
	[
		`${GET} / limit: takes nothing above 50 any more`,
		({ properties: p }) => (p.limit.typeOptions = { minValue: 1, maxValue: 50 }),
	],
	[
		`${GET} / limit: takes nothing below 5 any more`,
		({ properties: p }) => (p.limit.typeOptions = { minValue: 5, maxValue: 100 }),
	],
	[`${GET} / language / = zh: is gone`, ({ properties: p }) => (p.language.options = values('en'))],
	[
		`${GET} / email: language hides it more often`,
		({ properties: p }) => (p.email.displayOptions = { show: { ...here.show, language: ['zh'] } }),
	],
	[
		`${GET} / email: language hides it more often`,
		({ properties: p }) => (p.email.displayOptions = { ...here, hide: { language: ['zh'] } }),
	],
	[`${GET} / options / raw: is gone`, ({ properties: p }) => (p.options.options = [])],
	[
		`${GET} / phone: is new and required`,
		({ properties: p }) => (p.phone = field({ required: true })),
	],
	[`${GET} / gives status: is gone`, (node) => (node.output = { state: node.output.status })],
	[
		`${GET} / gives status: its type was "string", is ["string","null"]`,
		({ output }) => (output.status = { ...output.status, type: ['string', 'null'] }),
	],
	[
		`${GET} / gives status / = pending: is gone`,
		({ output }) => (output.status = { ...output.status, enum: ['verified'] }),
	],
	['credential exampleApi / key: is gone', ({ secrets: [secret] }) => (secret.name = 'apiKey')],
];

/** What is to be pinned after a change that breaks nothing. */
const HARMLESS: Array<[what: string, change: Change]> = [
	[
		'node example v1 / contact / add',
		({ properties: p }) => (p.operation.options = values('get', 'delete', 'add')),
	],
	[`${GET} / phone`, ({ properties: p }) => (p.phone = field())],
	[`${GET} / phone`, ({ properties: p }) => (p.phone = field({ required: true, default: 'none' }))],
	// Required, but of a choice that no saved workflow has made.
	[
		`${GET} / phone`,
		({ properties: p }) => {
			p.language.options = values('en', 'zh', 'fr');
			const show = { ...here.show, language: ['fr'] };
			p.phone = field({ required: true, displayOptions: { show } });
		},
	],
	[
		`${GET} / language / = fr`,
		({ properties: p }) => (p.language.options = values('en', 'zh', 'fr')),
	],
	[`${GET} / options / phone`, ({ properties: p }) => p.options.options!.push(field() as never)],
	[`${GET} / limit`, ({ properties: p }) => (p.limit.typeOptions = { minValue: 1, maxValue: 500 })],
	[
		`${GET} / gives phone`,
		(node) => (node.output.phone = { type: 'string', description: 'Phone' }),
	],
	['credential exampleApi / phone', ({ secrets }) => secrets.push(field())],
];

it.each(BREAKING)('breaks a saved workflow: %s', (what, change) => {
	expect(after(change).broken).toContain(what);
});

it.each(HARMLESS)('breaks nothing, and is to be pinned: %s', (what, change) => {
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
