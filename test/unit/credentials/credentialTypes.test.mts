// What n8n reads from the credential classes without running them.
import type { ICredentialTestRequest } from 'n8n-workflow';
import { aliyun, allCases, tencent, wemakeOpenApi } from './credentialCases.mts';

const types = [tencent, aliyun, wemakeOpenApi].map(({ type }) => ({ name: type.name, type }));

describe.each(types)('$name', ({ type }) => {
	it('says where help is', () => {
		const { hash, protocol } = new URL(type.documentationUrl!);
		expect(protocol).toBe('https:');
		expect(hash).toMatch(/^#[a-z-]+$/);
	});

	it('masks what is secret and shows what is not', () => {
		const masked = type.properties.filter(({ typeOptions }) => typeOptions?.password);
		const secret = /secret$|key$|token$/i;
		expect(masked.map(({ name }) => name)).toEqual(
			type.properties.map(({ name }) => name).filter((name) => secret.test(name)),
		);
		expect(masked.length).toBeGreaterThanOrEqual(2);
	});

	it('has a test that follows no redirect, judges bodies itself and does not wait for ever', () => {
		const { request, rules } = type.test as ICredentialTestRequest;
		expect(request).toMatchObject({
			timeout: expect.any(Number),
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		});
		expect(rules!.length).toBeGreaterThan(5);
		for (const { type: kind, properties } of rules!) {
			expect(kind).toBe('responseSuccessBody');
			expect(properties.message).toMatch(/^[A-Z].+[.]$/);
		}
	});

	it('holds nothing but what it declares: the instance is shared by all users of n8n', async () => {
		const before = JSON.stringify(type);
		const { data, host } = allCases.find((found) => found.type === type)!;
		const run = type.authenticate as (...parts: unknown[]) => Promise<unknown>;
		await run(data, { method: 'POST', url: host });
		expect(JSON.stringify(type)).toBe(before);
	});
});

describe.each([
	{ name: 'tencentCloudTc3Api', type: tencent.type, key: 'Response.AccountId' },
	{ name: 'aliyunAcs3Api', type: aliyun.type, key: 'AccountId' },
])('the test of $name', ({ type, key }) => {
	it('ends with a rule that catches every answer without an account', () => {
		const { rules } = type.test as ICredentialTestRequest;
		expect(rules!.at(-1)!.properties).toMatchObject({ key, value: undefined });
		// An undefined value anywhere else would hide the rules behind it.
		expect(rules!.slice(0, -1).map(({ properties }) => 'value' in properties)).not.toContain(false);
		expect(rules!.filter(({ properties }) => Object(properties).value === undefined)).toHaveLength(
			1,
		);
	});
});
