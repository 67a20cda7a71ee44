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
	tencentOrganization: { memberEmail: ['get'] },
	aliyunEmailVerification: { emailVerification: ['get'] },
	iamAccount: { account: ['get'] },
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
