// The operation that docs/architecture.md adds as an example must still fit the house.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FILE = path.resolve('nodes/TencentOrganization/operations/member/checkDeletion.ts');
const OPTIONS = ts.parseJsonConfigFileContent(
	ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)).config,
	ts.sys,
	process.cwd(),
).options;

function example(): string {
	const page = readFileSync('docs/architecture.md', 'utf8');
	return /<!-- worked example -->\n```ts\n([^]*?)```/.exec(page)![1];
}

/** What the compiler says of the file, as if it lay among the sources. */
function complaints(text: string): string[] {
	const host = ts.createCompilerHost(OPTIONS);
	const { fileExists, readFile, getSourceFile } = host;
	const isIt = (name: string) => path.resolve(name) === FILE;
	host.fileExists = (name) => isIt(name) || fileExists(name);
	host.readFile = (name) => (isIt(name) ? text : readFile(name));
	host.getSourceFile = (name, target, ...rest) =>
		isIt(name) ? ts.createSourceFile(name, text, target) : getSourceFile(name, target, ...rest);
	const program = ts.createProgram([FILE], { ...OPTIONS, noEmit: true }, host);
	const source = program.getSourceFile(FILE)!;
	return [
		...program.getSyntacticDiagnostics(source),
		...program.getSemanticDiagnostics(source),
	].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('compiles', () => {
	expect(complaints(example())).toEqual([]);
});

it('would not, if a part of an operation were missing or named otherwise', () => {
	expect(complaints(example().replace("kind: 'read',\n\tcalls", 'calls'))[0]).toContain('kind');
	expect(complaints(example().replace('../../idFields', '../../none'))[0]).toContain('none');
});
