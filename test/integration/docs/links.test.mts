// Links that lead nowhere: between the pages, from the nodes and credentials to the pages.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchor } from '../../../sandbox/docs/markdown.mts';

const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { homepage: string };
const ON_GITHUB = `${homepage}/blob/main/`;
/** Of GitHub, not of a file of ours. */
const ITS_OWN = ['issues', 'actions', 'releases', '#readme'];

const PAGES = globSync(
	['*.md', 'docs/*.md', 'examples/*.md', 'packages/*/README.md', 'sandbox/**/*.md'],
	{
		exclude: (name) => name === 'node_modules',
	},
).sort();
const SOURCES = globSync(['credentials/*.ts', 'nodes/*/*.node.json']).sort();

const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '');

const anchorsOf = (page: string): string[] =>
	[...withoutCode(readFileSync(page, 'utf8')).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
		anchor(title.replaceAll(/[`*]/g, '')),
	);

/** The file and the heading that a link of a page names; undefined for one to another site. */
function targetOf(page: string, link: string): { file: string; heading?: string } | undefined {
	const isOurs = link.startsWith(ON_GITHUB);
	if (!isOurs && /^[a-z]+:/.test(link)) return undefined;
	const [name, heading] = (isOurs ? link.slice(ON_GITHUB.length) : link).split('#');
	if (name === '') return { file: page, heading };
	return { file: isOurs ? name : path.join(path.dirname(page), name), heading };
}

const isBroken = (page: string, link: string): boolean => {
	if (link.startsWith(homepage) && !link.startsWith(ON_GITHUB)) {
		return !ITS_OWN.some((end) => link.slice(homepage.length).replace(/^\//, '') === end);
	}
	const target = targetOf(page, link);
	if (!target) return false;
	if (!existsSync(target.file)) return true;
	return target.heading !== undefined && !anchorsOf(target.file).includes(target.heading);
};

const brokenIn = (page: string, links: string[]) =>
	links.filter((link) => isBroken(page, link)).map((link) => [page, link]);

it('knows a broken link', () => {
	expect(isBroken('README.md', 'docs/none.md')).toBe(true);
	expect(isBroken('README.md', 'docs/scaling.md#none')).toBe(true);
	expect(isBroken('README.md', '#none')).toBe(true);
	expect(isBroken('README.md', `${ON_GITHUB}docs/none.md`)).toBe(true);
	expect(isBroken('README.md', `${homepage}#none`)).toBe(true);
	expect(isBroken('docs/scaling.md', '../README.md#triggers')).toBe(false);
});

it.each(PAGES)('%s has no broken link', (page) => {
	const text = withoutCode(readFileSync(page, 'utf8'));
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	expect(brokenIn(page, links)).toEqual([]);
});

it.each(SOURCES)('%s leads to pages that are there', (file) => {
	const links = [...readFileSync(file, 'utf8').matchAll(/https:\/\/github\.com[^'"\s]+/g)];
	expect(links.length).toBeGreaterThan(0);
	expect(
		brokenIn(
			file,
			links.map(([link]) => link),
		),
	).toEqual([]);
});

it('leads from the README to every page of docs and examples', () => {
	const readme = readFileSync('README.md', 'utf8');
	const pages = PAGES.filter((page) => /^(docs|examples)/.test(page));
	expect(pages.filter((page) => !readme.includes(`(${page.replaceAll('\\', '/')})`))).toEqual([]);
});
