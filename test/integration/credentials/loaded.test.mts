// The credential types as n8n's loader finds them in the built package.
import { removeN8nFolder } from '../harness/n8nFolder.mts';
import { existsSync } from 'node:fs';
import type { ICredentialType } from 'n8n-workflow';
import { loadPackage } from '../harness/package.mts';

let types: ICredentialType[];
let nodesByCredential: Record<string, string[]>;

beforeAll(async () => {
	const { loader } = await loadPackage();
	({ nodesByCredential } = loader);
	types = Object.keys(loader.credentialTypes).map((name) => loader.getCredential(name).type);
});
afterAll(removeN8nFolder);

it('are three, each used by its node', () => {
	expect(types.map(({ name }) => name).sort()).toEqual([
		'aliyunAcs3Api',
		'tencentCloudTc3Api',
		'wemakeIamApi',
	]);
	expect(nodesByCredential).toMatchObject({
		aliyunAcs3Api: expect.arrayContaining(['aliyunEmailVerification']),
		tencentCloudTc3Api: expect.arrayContaining(['tencentOrganization']),
		wemakeIamApi: expect.arrayContaining(['iamAccount']),
	});
});

it('have an icon for either background, which is in the package', () => {
	const prefix = 'icons/n8n-nodes-account-verification/';
	for (const { iconUrl } of types) {
		const { light, dark } = iconUrl as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const url of [light, dark]) {
			expect(url.startsWith(prefix)).toBe(true);
			const file = url.slice(prefix.length);
			expect(file).toMatch(/nodes\/.+\.svg$/);
			expect(existsSync(file)).toBe(true);
		}
	}
});

it('are offered by the HTTP Request node: authenticate is there after copying own fields', () => {
	for (const type of types) expect({ ...type }.authenticate).toBeInstanceOf(Function);
});

it('are not barred from other nodes', () => {
	for (const type of types) expect(type.restrictToSupportedNodes).toBeFalsy();
});
