// Secrets stay where they belong: encrypted in n8n's database, and nowhere else.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { WRONG_SECRETS } from './credentials.mts';
import type { World } from './world.mts';

/** The fields of the demo credentials that n8n masks. */
const SECRET_FIELDS = /secretKey|accessKeySecret|sessionToken|securityToken|accessToken/;

export function describeSecrets(world: () => World): void {
	it('leaves no secret in the database, the logs or anything that n8n printed', async () => {
		const { n8n, userFolder } = world();
		// What ran before is on disk only when n8n has ended.
		await n8n.stop();
		const secrets = new Set(WRONG_SECRETS);
		for (const credential of Object.values(demoCredentials)) {
			for (const [name, value] of Object.entries(credential)) {
				if (SECRET_FIELDS.test(name)) secrets.add(value as string);
			}
		}
		const files = await allFiles(userFolder);
		const holding = (text: string) =>
			files.filter(({ bytes }) => bytes.includes(text)).map(({ name }) => name);

		// The search finds what is there: a subject in the stored executions, a line in the log.
		expect(holding(demoSubjects.tencent.verified)).toContainEqual(
			expect.stringMatching(/^database\.sqlite/),
		);
		expect(holding('n8n ready on')).toContain('n8n.log');
		for (const secret of secrets)
			expect({ secret, in: holding(secret) }).toEqual({ secret, in: [] });
	});
}

/** All files below n8n's folder, but not the copy of the package itself. */
async function allFiles(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter(
		(entry) => entry.isFile() && !entry.parentPath.includes('node_modules'),
	);
	return await Promise.all(
		files.map(async ({ name, parentPath }) => ({
			name,
			bytes: await readFile(path.join(parentPath, name)),
		})),
	);
}
