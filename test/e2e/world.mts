import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCloud } from '../../sandbox/cloud/cloud.mts';
import type { Cloud, CloudOptions } from '../../sandbox/cloud/cloud.mts';
import { cloudCredentials } from '../../sandbox/demo/credentials.mts';
import { layPackage } from '../../sandbox/n8n/layPackage.mts';
import { createN8n } from '../../sandbox/n8n/n8n.mts';
import type { CredentialFile, N8n, WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { openSession } from '../../sandbox/n8n/session.mts';
import type { Session } from '../../sandbox/n8n/session.mts';

/** More than a page of the editor's list. */
const DEPARTMENTS = 60;

/** A real n8n with built packages, beside a local cloud in this process. */
export interface World {
	cloud: Cloud;
	/** Shifts the cloud's clock against n8n's. */
	clock: { aheadMs: number };
	n8n: N8n;
	session: Session;
	userFolder: string;
	credentials: CredentialFile[];
	close(): Promise<void>;
}

/** What the workflows need to know of the cloud before n8n stores them. */
export type Workflows = (cloud: Cloud) => WorkflowFile[];

export async function startWorld(
	workflows: Workflows,
	moreCredentials: (cloud: Cloud) => CredentialFile[] = () => [],
	subjects: CloudOptions = {},
	extraEnvironment: Record<string, string> = {},
	packages = ['.'],
): Promise<World> {
	const clock = { aheadMs: 0 };
	const cloud = await startCloud({
		departments: DEPARTMENTS,
		...subjects,
		now: () => Date.now() + clock.aheadMs,
	});
	const userFolder = await mkdtemp(path.join(tmpdir(), 'n8n-e2e-'));
	const [port, brokerPort] = [await freePort(), await freePort()];
	const n8n = await createN8n({ userFolder, port, brokerPort, extraEnvironment });
	const close = async () => {
		await n8n.stop();
		await cloud.close();
		await rm(userFolder, { recursive: true, force: true });
	};
	try {
		for (const folder of packages) await layPackage(userFolder, folder);
		const credentials = cloudCredentials(cloud.url);
		await n8n.importCredentials([...credentials, ...moreCredentials(cloud)]);
		await n8n.importWorkflows([...workflows(cloud), await example('demo')]);
		await n8n.start();
		const session = await openSession(n8n.url);
		return { cloud, clock, n8n, session, userFolder, credentials, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** A workflow of the folder `examples`, with other addresses in it where there are some to replace. */
export async function example(
	name: string,
	addresses: Record<string, string> = {},
): Promise<WorkflowFile> {
	let text = await readFile(path.join('examples', `${name}.json`), 'utf8');
	for (const [from, to] of Object.entries(addresses)) text = text.replaceAll(from, to);
	return JSON.parse(text) as WorkflowFile;
}
