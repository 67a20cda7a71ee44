// Which part of the package may import which: as docs/architecture.md draws it.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { FILES, textOfFile } from './sources.mts';

/** The wings of nodes/shared. Each imports from those after it only. */
const WINGS = ['trigger', 'operation', 'fields', 'api', 'values'];

const importsOf = (file: string): string[] =>
	ts.preProcessFile(textOfFile(file), true, true).importedFiles.map(({ fileName }) => fileName);

const target = (from: string, name: string): string =>
	`${path.posix.join(path.posix.dirname(from), name)}.ts`;

/** [importer, imported] of files of ours. A folder stands for its index. */
const LINKS = FILES.flatMap((from) =>
	importsOf(from)
		.filter((name) => name.startsWith('.'))
		.map((name) => {
			const file = target(from, name);
			return [from, FILES.includes(file) ? file : target(from, `${name}/index`)] as const;
		}),
);

/** What the diagram calls a file. */
function partOf(file: string): string {
	const [top, room, ...rest] = file.split('/');
	if (top === 'credentials') return room === 'signing' ? 'signing' : 'credentials';
	if (room === 'shared') return rest[0];
	if (rest[0] === 'operations') return 'operations';
	return file.endsWith('.node.ts') ? 'node' : 'room';
}

const roomOf = (file: string) => /^nodes\/(?!shared)([^/]+)/.exec(file)?.[1];

function drawn(): string[] {
	const page = readFileSync('docs/architecture.md', 'utf8');
	const [, after] = page.split('<!-- imports -->');
	const [, diagram] = after.split('```');
	const arrows = diagram.matchAll(/^ *(\w+)(?:\[.*?\])? --> (\w+)/gm);
	return [...arrows].map(([, from, to]) => `${from} -> ${to}`);
}

it('finds the imports', () => {
	expect(LINKS.length).toBeGreaterThan(200);
	for (const [from, to] of LINKS) expect([from, FILES.includes(to), to]).toEqual([from, true, to]);
});

it('is drawn in docs/architecture.md, arrow for arrow', () => {
	const found = LINKS.map(([from, to]) => [partOf(from), partOf(to)])
		.filter(([from, to]) => from !== to)
		.map(([from, to]) => `${from} -> ${to}`);
	expect(drawn().sort()).toEqual([...new Set(found)].sort());
});

it('leads from no wing of nodes/shared to one above it, and from none out of it', () => {
	const rankOf = (file: string) => WINGS.indexOf(partOf(file));
	const shared = LINKS.filter(([from]) => from.startsWith('nodes/shared/'));
	expect(new Set(shared.map(([from]) => partOf(from)))).toEqual(new Set(WINGS));
	expect(shared.filter(([from, to]) => rankOf(to) < rankOf(from))).toEqual([]);
});

it('leads from no room into another', () => {
	const between = LINKS.filter(([from, to]) => roomOf(to) && roomOf(from) !== roomOf(to));
	expect(between).toEqual([]);
});

it('goes round in no circle', () => {
	const done = new Set<string>();
	const circles: string[][] = [];
	const walk = (file: string, way: string[]) => {
		if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file]);
		if (done.has(file) || way.includes(file)) return;
		for (const [from, to] of LINKS) if (from === file) walk(to, [...way, file]);
		done.add(file);
	};
	for (const file of FILES) walk(file, []);
	expect(circles).toEqual([]);
});

it('leaves the package for n8n and Node.js only; what signs, for Node.js only', () => {
	const foreign = FILES.flatMap((file) =>
		importsOf(file)
			.filter((name) => !name.startsWith('.') && !isBuiltin(name))
			.map((name) => [partOf(file), name]),
	);
	const expected = ['credentials', 'node', 'operations', 'room', ...WINGS];
	expect(new Set(foreign.map(([, name]) => name))).toEqual(new Set(['n8n-workflow']));
	for (const [part] of foreign) expect(expected).toContain(part);
});

it('names no service in nodes/shared', () => {
	const naming = FILES.filter((file) => WINGS.includes(partOf(file))).filter((file) =>
		/tencent|aliyun|alibaba|wemake|\bIAM\b/i.test(textOfFile(file)),
	);
	expect(naming).toEqual([]);
});
