// Every message of the package itself stands in docs/troubleshooting.md.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const [BY_HAND] = readFileSync('docs/troubleshooting.md', 'utf8').split('<!--');

/** The texts of every `message` in a source; of one with a gap, what stands before it. */
function messagesIn(file: string): string[] {
	const found: string[] = [];
	const texts = (node: ts.Node): string[] => {
		if (ts.isStringLiteralLike(node)) return [node.text];
		if (ts.isTemplateExpression(node)) return [node.head.text];
		if (ts.isConditionalExpression(node))
			return [...texts(node.whenTrue), ...texts(node.whenFalse)];
		return [];
	};
	const visit = (node: ts.Node) => {
		if (ts.isPropertyAssignment(node) && node.name.getText() === 'message') {
			found.push(...texts(node.initializer));
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
	return found.filter((text) => text !== '');
}

const MESSAGES = globSync('nodes/shared/**/*.ts').flatMap(messagesIn);

it('has every message of what goes wrong on the way', () => {
	expect(MESSAGES.length).toBeGreaterThan(15);
	expect(MESSAGES.filter((message) => !BY_HAND.includes(message.trim()))).toEqual([]);
});
