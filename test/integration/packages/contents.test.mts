// What npm publishes of each package: all that n8n needs, and nothing else.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
	name: string;
	version: string;
	engines?: object;
	n8n: { nodes: string[]; credentials: string[]; strict: boolean };
	[key: string]: unknown;
}

/** Of the budget. */
const MOST_BYTES = 300 * 1024;

const SERVICES = {
	tencent: /Tencent Organization|tencentOrganization|DescribeOrganization/,
	aliyun: /aliyun|Alibaba|ACS3/i,
	wemake: /WeMake|iam-app/i,
};

const PACKAGES = [
	{ folder: '.', name: 'n8n-nodes-account-verification', foreign: [] },
	{
		folder: 'packages/aliyun-email-verification',
		name: 'n8n-nodes-aliyun-email-verification',
		foreign: [SERVICES.tencent, SERVICES.wemake],
	},
	{
		folder: 'packages/tencent-organization',
		name: 'n8n-nodes-tencent-organization',
		foreign: [SERVICES.aliyun, SERVICES.wemake],
	},
	{
		folder: 'packages/wemake-iam',
		name: 'n8n-nodes-wemake-iam',
		foreign: [SERVICES.tencent, SERVICES.aliyun],
	},
];

const manifestOf = (folder: string) =>
	JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

const root = manifestOf('.');

it('knows every package', () => {
	const folders = globSync('{.,packages/*}/package.json').map((file) => path.dirname(file));
	expect(folders.sort()).toEqual(PACKAGES.map(({ folder }) => folder).sort());
});

describe.each(PACKAGES)('$name', ({ folder, name, foreign }) => {
	const manifest = manifestOf(folder);
	const [{ files }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
			cwd: folder,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		}),
	) as Array<{ files: Array<{ path: string; size: number }> }>;
	const paths = files.map((file) => file.path);
	const textOf = (file: string) => readFileSync(path.join(folder, file), 'utf8');

	it('is the package of its folder, of one version with the others', () => {
		expect(manifest).toMatchObject({ name, version: root.version });
	});

	it('holds what n8n loads, licence and README, and no file of another kind', () => {
		const classes = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const others = [
			'package.json',
			'README.md',
			'LICENSE.md',
			...(folder === '.' ? ['index.js'] : []),
		];
		expect(paths).toEqual(expect.arrayContaining([...classes, ...others]));
		const rooms = new Set(manifest.n8n.nodes.map((file) => path.posix.dirname(file)));
		const inRoom =
			/^(\w+\.node\.js(on)?|room\.js|\w+(\.dark)?\.svg|__schema__\/v1\.0\.0\/\w+\/\w+\.json)$/;
		const extra = paths.filter((file) => {
			if (others.includes(file) || classes.includes(file)) return false;
			if (['dist/nodes/shared.js', 'dist/credentials/signing.js'].includes(file)) return false;
			const room = [...rooms].find((one) => file.startsWith(`${one}/`));
			return !(room && inRoom.test(file.slice(room.length + 1)));
		});
		expect(extra).toEqual([]);
	});

	it('has no map, and points to none', () => {
		const scripts = paths.filter((file) => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(4);
		for (const file of scripts) expect(textOf(file)).not.toContain('sourceMappingURL');
		expect(paths.filter((file) => file.endsWith('.map'))).toEqual([]);
	});

	it('is small', () => {
		const bytes = files.reduce((sum, { size }) => sum + size, 0);
		expect(bytes).toBeGreaterThan(50_000);
		expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
	});

	it('requires n8n and Node.js only, and its own files', () => {
		for (const file of paths.filter((one) => one.endsWith('.js'))) {
			for (const [, wanted] of textOf(file).matchAll(/= require\(['"]([^'"]+)['"]\)/g)) {
				if (wanted.startsWith('.')) {
					const target = path.posix.join(path.posix.dirname(file), wanted);
					expect([file, paths.includes(target), wanted]).toEqual([file, true, wanted]);
				} else expect(wanted).toMatch(/^(n8n-workflow|node:\w+)$/);
			}
		}
		expect(manifest).not.toHaveProperty('dependencies');
	});

	if (folder === '.') return;

	it.each(foreign)('holds nothing of a service that matches %s', (service) => {
		const texts = paths.filter((file) => /\.js(on)?$/.test(file));
		expect(texts.filter((file) => service.test(textOf(file)))).toEqual([]);
	});

	it('is ready for n8n’s verification', () => {
		expect(manifest).toMatchObject({
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']) as string[],
			repository: { url: (root.repository as { url: string }).url, directory: folder },
			n8n: { strict: true, n8nNodesApiVersion: 1 },
			peerDependencies: { 'n8n-workflow': '*' },
			author: root.author,
		});
	});

	it('has no source of its own: links only, to what it is built from', () => {
		const sources = globSync(`${folder}/{nodes,credentials}/**`).filter(
			(file) => statSync(file).isFile() && realpathSync(file) === path.resolve(file),
		);
		expect(sources).toEqual([]);
		const signing = globSync(`${folder}/credentials/signing/*.ts`);
		for (const link of signing) {
			const target = path.resolve(path.dirname(link), readlinkSync(link));
			expect(path.relative('credentials/signing', target)).toBe(path.basename(link));
			const wanted = [...readFileSync(link, 'utf8').matchAll(/from '\.\/(\w+)'/g)];
			for (const [, file] of wanted) {
				expect(signing.map((one) => path.basename(one, '.ts'))).toContain(file);
			}
		}
	});
});
