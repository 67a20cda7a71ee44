import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** The sources of the package. */
export const FILES = globSync('{nodes,credentials}/**/*.ts').map((file) =>
	file.replaceAll('\\', '/'),
);

export const textOfFile = (file: string): string => readFileSync(file, 'utf8');

/** Visits every node of a file's syntax tree. */
export function visit(file: string, visitor: (node: ts.Node, source: ts.SourceFile) => void): void {
	const source = ts.createSourceFile(file, textOfFile(file), ts.ScriptTarget.Latest, true);
	const walk = (node: ts.Node) => {
		visitor(node, source);
		ts.forEachChild(node, walk);
	};
	walk(source);
}
