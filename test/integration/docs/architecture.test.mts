// The files that docs/architecture.md sends its readers to.
import { existsSync, globSync, readFileSync } from 'node:fs';

const PAGE = readFileSync('docs/architecture.md', 'utf8');
const FILES = globSync('{nodes,credentials,sandbox,test}/**/*.{ts,mts,json}').map((file) =>
	file.replaceAll('\\', '/'),
);

/** Made up by the example of a new operation. */
const NEW_FILE = 'nodes/TencentOrganization/operations/member/checkDeletion.ts';

/** What stands between backticks and looks like a file or a folder of ours. */
const NAMED = [
	...new Set(
		[...PAGE.matchAll(/`([\w*./-]+(?:\.m?ts|\.json|\/))`/g)]
			.map(([, name]) => name)
			.filter((name) => name !== NEW_FILE),
	),
];

const isThere = (name: string): boolean => {
	if (name.endsWith('/')) return existsSync(name) || existsSync(`nodes/${name}`);
	if (!name.includes('*'))
		return FILES.concat('package.json').some((file) => `/${file}`.endsWith(`/${name}`));
	return globSync(`nodes/*/${name}`).length > 0;
};

it('are there', () => {
	expect(NAMED.length).toBeGreaterThan(25);
	expect(NAMED.filter((name) => !isThere(name))).toEqual([]);
	expect(isThere('shared/api/none.ts')).toBe(false);
});
