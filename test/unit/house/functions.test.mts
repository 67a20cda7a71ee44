// A function fits a screen.
import ts from 'typescript';
import { FILES, visit } from './sources.mts';

const MAX_LINES = 40;

/** Lines from the name of a function, or its beginning when it has none, to its closing brace. */
function linesOf(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): number {
	const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
	return line(node.end) - line((nameOf(node) ?? node).getStart()) + 1;
}

/** Its own name, or that of the variable or property that holds it. */
function nameOf(node: ts.FunctionLikeDeclaration): ts.Node | undefined {
	const { parent } = node;
	const holder =
		ts.isVariableDeclaration(parent) ||
		ts.isPropertyAssignment(parent) ||
		ts.isPropertyDeclaration(parent);
	return node.name ?? (holder ? parent.name : undefined);
}

it(`has at most ${MAX_LINES} lines`, () => {
	const counted: string[] = [];
	const tooLong: string[] = [];
	for (const file of FILES) {
		visit(file, (node, source) => {
			if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
			const lines = linesOf(node as ts.FunctionLikeDeclaration, source);
			const name = nameOf(node as ts.FunctionLikeDeclaration)?.getText() ?? 'a function';
			counted.push(name);
			if (lines > MAX_LINES) tooLong.push(`${file}: ${name} has ${lines} lines`);
		});
	}
	expect(counted.length).toBeGreaterThan(500);
	expect(tooLong).toEqual([]);
});
