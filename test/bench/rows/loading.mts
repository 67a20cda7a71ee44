import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installedSize } from '../installedSize.mts';
import { median, times, type Row } from '../row.mts';

const PROCESSES = 7;
const MOST_MILLISECONDS = 15;
const MOST_KILOBYTES = 300;
const SDKS = ['tencentcloud-sdk-nodejs', '@alicloud/openapi-core'];

interface PackageJson {
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

export const loading: Row = {
	name: 'loading',
	seconds: 30,
	how:
		`Time to require, in a process that has n8n-workflow: the median of ${PROCESSES} fresh processes. ` +
		'Sizes are unpacked, with dependencies (kB = 1,000 bytes).',

	measure: async () => {
		const { n8n, dependencies = {} } = JSON.parse(
			readFileSync('package.json', 'utf8'),
		) as PackageJson;
		const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.resolve(file));
		const own = loadTime(files);
		const others = SDKS.map((name) => loadTime([name]));

		const size = unpackedKilobytes();
		const count = Object.keys(dependencies).length;
		const otherSizes = SDKS.map(installedSize);
		const megabytes = otherSizes.map(({ bytes }) => bytes / 1e6);
		return await Promise.resolve([
			{
				what: 'Loading all nodes and credentials, beyond n8n-workflow',
				budget: `≤ ${MOST_MILLISECONDS} ms`,
				measured: `${own.toFixed(1)} ms`,
				baseline: SDKS.map((name, index) => `${name}: ${others[index].toFixed(0)} ms`).join(', '),
				ratio: others.map((other) => times(other / own)).join(', ') + ' faster',
				isMet: own <= MOST_MILLISECONDS,
			},
			{
				what: 'Unpacked size and run-time dependencies',
				budget: `≤ ${MOST_KILOBYTES} kB, 0 dependencies`,
				measured: `${size.toFixed(0)} kB, ${count} dependencies`,
				baseline: SDKS.map(
					(name, index) =>
						`${name}: ${megabytes[index].toFixed(1)} MB, ${otherSizes[index].dependencies} dependencies`,
				).join('; '),
				ratio: megabytes.map((other) => times((other * 1000) / size)).join(', ') + ' smaller',
				isMet: size <= MOST_KILOBYTES && count === 0,
			},
		]);
	},
};

/** Milliseconds. */
function loadTime(modules: string[]): number {
	const program = path.join(import.meta.dirname, '..', 'loadProcess.mts');
	return median(
		Array.from({ length: PROCESSES }, () =>
			Number(execFileSync(process.execPath, [program, ...modules], { encoding: 'utf8' })),
		),
	);
}

/** The package as npm would publish it. */
function unpackedKilobytes(): number {
	const [{ unpackedSize }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Array<{ unpackedSize: number }>;
	return unpackedSize / 1000;
}
