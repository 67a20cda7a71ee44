// Pages that begin by hand and end with what is written from the data that the nodes run on.
import { readFileSync } from 'node:fs';

const MARK =
	'<!-- From here on written by "npm run docs" from the data that the nodes run on. Do not edit. -->';

/** The page anew: what stands in the file above the mark, then the rest. */
export function afterHandWritten(file: string, generated: string): string {
	const [byHand] = readFileSync(file, 'utf8').split(MARK);
	return `${byHand}${MARK}\n\n${generated}\n`;
}
