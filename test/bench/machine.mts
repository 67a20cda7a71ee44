import { readFileSync } from 'node:fs';
import os from 'node:os';

/** What the figures belong to, in one line; to be asked before the work, for the load of others. */
export function machine(): string {
	const cpus = os.cpus();
	const memory = Math.round(os.totalmem() / 2 ** 30);
	return [
		`${cpus[0].model.trim()}, ${cpus.length} cores, ${memory} GiB`,
		`load of other programs ${os.loadavg()[0].toFixed(1)} at the start`,
		`${os.type()} ${os.release()}`,
		`Node.js ${process.version}`,
		...['n8n-core', 'tencentcloud-sdk-nodejs', '@alicloud/openapi-core'].map(
			(name) => `${name} ${installedVersion(name)}`,
		),
		new Date().toISOString().slice(0, 10),
	].join('; ');
}

function installedVersion(name: string): string {
	const text = readFileSync(`node_modules/${name}/package.json`, 'utf8');
	return (JSON.parse(text) as { version: string }).version;
}
