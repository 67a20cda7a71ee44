// Pieces of Markdown that the generated pages consist of.

export const GENERATED =
	'<!-- Written by "npm run docs" from the data that the node runs on. Do not edit. -->';

export const code = (text: string) => `\`${text}\``;

/** As GitHub makes it of a heading. */
export const anchor = (title: string) =>
	title
		.toLowerCase()
		.replace(/[^\p{L}\p{N} -]/gu, '')
		.replaceAll(' ', '-');

export function table(header: string[], rows: string[][]): string {
	const line = (cells: string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
	return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
