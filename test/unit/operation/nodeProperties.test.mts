import type { INodeProperties } from 'n8n-workflow';
import { nodeProperties } from '../../../nodes/shared/operation/nodeProperties.ts';
import {
	type Operation,
	operation,
	type Resource,
} from '../../../nodes/shared/operation/operation.ts';

const field = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
});

const lookup = (value: string, name: string, properties: INodeProperties[] = []): Operation =>
	operation<object>({
		value,
		name,
		action: `${name} a thing`,
		description: `Does ${value}.`,
		kind: 'read',
		calls: ['Describe'],
		properties,
		options: ['timeout'],
		input: () => ({}),
		fetch: async () => await Promise.resolve({}),
		output: {},
		simplify: () => {
			throw new Error('No test asks');
		},
	});

const resource = (value: string, operations: Operation[]): Resource => ({
	value,
	name: value.toUpperCase(),
	operations,
});

const RESOURCES = [
	resource('person', [lookup('zap', 'Zap'), lookup('get', 'Get', [field('email')])]),
	resource('company', [lookup('get', 'Get', [field('email'), field('domain')])]),
];

const shownFor = (properties: INodeProperties[], name: string) =>
	properties.filter((one) => one.name === name).map(({ displayOptions }) => displayOptions?.show);

it('offers the resources as they are listed; the first is the default', () => {
	const [first] = nodeProperties(RESOURCES);
	expect(first).toMatchObject({
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'person',
		options: [
			{ name: 'PERSON', value: 'person' },
			{ name: 'COMPANY', value: 'company' },
		],
	});
});

it('offers each resource its operations, sorted; the first listed is the default', () => {
	const [person, company] = nodeProperties(RESOURCES).filter(({ name }) => name === 'operation');
	expect(person).toMatchObject({
		default: 'zap',
		noDataExpression: true,
		displayOptions: { show: { resource: ['person'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a thing', description: 'Does get.' },
			{ name: 'Zap', value: 'zap', action: 'Zap a thing', description: 'Does zap.' },
		],
	});
	expect(company.displayOptions).toEqual({ show: { resource: ['company'] } });
	expect(company.options).toHaveLength(1);
});

it('shows an operation’s own fields for it alone, and Simplify and Options for each', () => {
	const properties = nodeProperties(RESOURCES);
	const everyOperation = [
		{ resource: ['person'], operation: ['zap'] },
		{ resource: ['person'], operation: ['get'] },
		{ resource: ['company'], operation: ['get'] },
	];
	expect(shownFor(properties, 'email')).toEqual(everyOperation.slice(1));
	expect(shownFor(properties, 'domain')).toEqual([everyOperation[2]]);
	expect(shownFor(properties, 'simplify')).toEqual(everyOperation);
	expect(shownFor(properties, 'options')).toEqual(everyOperation);
});

it('refuses two operations of one name', () => {
	const twice = [resource('person', [lookup('get', 'Get'), lookup('get', 'Get again')])];
	expect(() => nodeProperties(twice)).toThrow('two operations of one name');
});

it('leaves the fields it is given as they are', () => {
	const email = field('email');
	nodeProperties([resource('person', [lookup('get', 'Get', [email])])]);
	expect(email).toEqual(field('email'));
});
