// What to do about a message, whichever service it is of. The first part of the page is written by hand.
import type { KnownError } from '../../nodes/shared/failure.ts';
import { code, table } from './markdown.mts';
import type { Room } from './rooms.mts';

const MARK =
	'<!-- From here on written by "npm run docs" from the data that the nodes run on. Do not edit. -->';

/** The page anew: `written` is the page as it is. */
export function troubleshootingPage(rooms: readonly Room[], written: string): string {
	const [byHand] = written.split(MARK);
	return `${byHand}${MARK}\n\n${messageTable(rooms)}\n`;
}

function messageTable(rooms: readonly Room[]): string {
	const rows = new Map<string, { message: string; advice: string; codes: string[] }>();
	for (const { description, service } of rooms) {
		for (const [name, { message, advice }] of Object.entries<KnownError>(service.errors)) {
			const key = message + advice;
			const row = rows.get(key) ?? { message, advice, codes: [] };
			row.codes.push(`${code(name)} (${description.displayName})`);
			rows.set(key, row);
		}
	}
	const sorted = [...rows.values()].sort((a, b) => (a.message < b.message ? -1 : 1));
	return table(
		['message', 'what to do', 'code'],
		sorted.map(({ message, advice, codes }) => [message, advice, codes.join('<br>')]),
	);
}
