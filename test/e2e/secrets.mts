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
		const holds = async (text: string) => {
			const found: string[] = [];
			for (const file of files) {
				if ((await readFile(file)).includes(text)) found.push(path.basename(file));
			}
			return found;
		};

		// The search finds what is there: a subject in the stored executions, a line in the log.
		expect(await holds(demoSubjects.tencent.verified)).toContain('database.sqlite');
		expect(await holds('n8n ready on')).toContain('n8n.log');
		for (const secret of secrets)
			expect({ secret, in: await holds(secret) }).toEqual({ secret, in: [] });
	});
}

/** All files below n8n's folder, but not the copy of the package itself. */
async function allFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => path.join(entry.parentPath, entry.name));
}
