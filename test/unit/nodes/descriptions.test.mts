import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { AliyunEmailVerification } from '../../../nodes/AliyunEmailVerification/AliyunEmailVerification.node.ts';
import { IamAccount } from '../../../nodes/IamAccount/IamAccount.node.ts';
import { TencentOrganization } from '../../../nodes/TencentOrganization/TencentOrganization.node.ts';

// The contract: saved workflows and acceptance checks use these names for years.
const CONTRACT = {
	tencentOrganization: {
		memberEmail: ['add', 'get', 'resend', 'update'],
		member: ['create', 'getMany', 'move', 'update'],
		department: ['getMany'],
		organization: ['get'],
	},
	aliyunEmailVerification: {
		emailVerification: ['delete', 'get', 'getMany', 'resend', 'submit', 'verify'],
	},
	iamAccount: {
		account: ['get', 'getCurrent', 'getCurrentAuthDetail'],
		subAccount: ['getIds', 'getMany'],
	},
};
const PACKAGE = 'n8n-nodes-account-verification';

const NODES = [new TencentOrganization(), new AliyunEmailVerification(), new IamAccount()].map(
	(node) => ({ name: node.description.name, node, folder: node.constructor.name }),
);

const choices = ({ properties }: INodeTypeDescription, name: string) =>
	properties.filter((one) => one.name === name);
const optionsOf = (property: INodeProperties) => property.options as INodePropertyOptions[];

/** The parameters that the editor shows for a choice of resource and operation. */
function shown(description: INodeTypeDescription, parameters: INodeParameters): INodeProperties[] {
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, description),
	);
}

const collections = ({ properties }: INodeTypeDescription) =>
	properties.filter(({ type }) => type === 'collection');
const fieldsOf = ({ options }: INodeProperties) => options as INodeProperties[];

/** Every resource with each of its operations. */
const pairs = (description: INodeTypeDescription) =>
	choices(description, 'operation').flatMap((property) =>
		(property.displayOptions!.show!.resource as string[]).flatMap((resource) =>
			optionsOf(property).map((option) => ({
				resource,
				operation: option.value as string,
				option,
			})),
		),
	);

it('there are three nodes', () => {
	expect(NODES.map(({ name }) => name)).toEqual(Object.keys(CONTRACT));
});

describe.each(NODES)('$name', ({ name, node: { description }, folder }) => {
	it('has the resources and operations of the contract', () => {
		const found: Record<string, string[]> = {};
		for (const { resource, operation } of pairs(description)) {
			(found[resource] ??= []).push(operation);
		}
		expect(found).toEqual(CONTRACT[name as keyof typeof CONTRACT]);
	});

	it('says of every operation what it does', () => {
		for (const { option } of pairs(description)) {
			expect(option.action).toMatch(/^[A-Z][a-z]+ /);
			expect(option.action).not.toMatch(/\.$/);
			expect(option.description!.length).toBeGreaterThan(30);
		}
	});

	// n8n offers an operation to the model of an AI agent by its action alone.
	it('says of every operation in its action whether it changes something and sends mail', () => {
		for (const { option } of pairs(description)) {
			const { action, description: text } = option as Required<INodePropertyOptions>;
			expect([action, /^Get /.test(action)]).toEqual([action, /changes nothing/i.test(text)]);
			const isMailSent = /\bsends?\b(?! no mail)/i.test(text);
			expect([action, /\b(re)?send .*\bmails?$/i.test(action)]).toEqual([action, isMailSent]);
		}
	});

	it('shows no two parameters of one name at once, and Simplify and Options always', () => {
		for (const { resource, operation } of pairs(description)) {
			const names = shown(description, { resource, operation }).map((one) => one.name);
			expect(new Set(names).size).toBe(names.length);
			expect(names).toEqual(
				expect.arrayContaining(['resource', 'operation', 'simplify', 'options']),
			);
		}
	});

	it('has defaults that are choices', () => {
		for (const property of description.properties) {
			if (property.type !== 'options') continue;
			expect(optionsOf(property).map(({ value }) => value)).toContain(property.default);
		}
	});

	it('says of every field that may be left out what it is for', () => {
		for (const collection of collections(description)) {
			for (const { displayName, description: meaning } of fieldsOf(collection)) {
				expect(`${displayName}: ${meaning}`).toMatch(/: .{10,}/s);
			}
		}
	});

	it('writes its buttons as n8n does', () => {
		for (const { placeholder } of collections(description)) {
			expect(placeholder).toMatch(/^Add (Field|Filter|Option)$/);
		}
	});

	it('is a tool for AI agents', () => {
		expect(description.usableAsTool).toBe(true);
		for (const property of choices(description, 'operation').concat(
			choices(description, 'resource'),
		)) {
			expect(property.noDataExpression).toBe(true);
		}
	});

	it('needs its one credential', () => {
		expect(description.credentials).toEqual([
			{ name: expect.any(String) as string, required: true },
		]);
	});

	it('has a codex file that names it', () => {
		const file = path.join('nodes', folder, `${folder}.node.json`);
		const codex = JSON.parse(readFileSync(file, 'utf8')) as { node: string };
		expect(codex.node).toBe(`${PACKAGE}.${name}`);
	});

	it('has its icons, light and dark', () => {
		const { light, dark } = description.icon as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			expect(existsSync(path.join('nodes', folder, icon.replace('file:', '')))).toBe(true);
		}
	});
});

it('no two nodes share a properties array: n8n writes into it', () => {
	const arrays = NODES.map(({ node }) => node.description.properties);
	expect(new Set(arrays).size).toBe(arrays.length);
	const second = new TencentOrganization().description.properties;
	expect(second).toEqual(arrays[0]);
	expect(second).not.toBe(arrays[0]);
});

it('Create Member says where the IDs stand that nobody knows by heart', () => {
	const [{ node }] = NODES;
	const field = (name: string) =>
		collections(node.description)
			.flatMap(fieldsOf)
			.find((one) => one.name === name)!.description;
	expect(field('identityRoleIds')).toContain('ListOrganizationIdentity');
	expect(field('authRelationId')).toContain('DescribeOrganizationAuthNode');
	expect(field('recordId')).toContain('does not document where');
});
