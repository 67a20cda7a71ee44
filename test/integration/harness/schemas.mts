import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import type { IDataObject } from 'n8n-workflow';

const FOLDERS: Record<string, string> = {
	tencentOrganization: 'TencentOrganization',
	aliyunEmailVerification: 'AliyunEmailVerification',
	iamAccount: 'IamAccount',
};

/** The output schema that the build wrote for an operation, as n8n's editor reads it. */
export function outputSchema(node: string, resource: string, operation: string): IDataObject {
	const folder = path.join('dist', 'nodes', FOLDERS[node], '__schema__', 'v1.0.0');
	const file = path.join(folder, resource, `${operation}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as IDataObject;
}

const validators = new Map<string, ValidateFunction>();

/**
 * Every simplified item that any test produces is what the schema says: all of its fields, no other.
 * Error items have a form of their own; `raw` is an option's.
 */
export function expectSchema(
	node: string,
	{ resource, operation }: Record<string, unknown>,
	items: readonly IDataObject[],
): void {
	const key = [node, resource, operation].join('/');
	let validate = validators.get(key);
	if (!validate) {
		const { type, properties } = outputSchema(node, String(resource), String(operation));
		const strict = {
			type,
			properties: { ...(properties as object), raw: {} },
			required: Object.keys(properties as object),
			additionalProperties: false,
		};
		validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(strict);
		validators.set(key, validate);
	}
	for (const item of items) {
		if ('error' in item) continue;
		validate(item);
		expect({ item, errors: validate.errors }).toEqual({ item, errors: null });
	}
}
