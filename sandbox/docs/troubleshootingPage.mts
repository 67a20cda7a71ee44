// What to do about a message of a service, whichever it is of.
import type { ErrorDefinition } from '../../nodes/shared/api/serviceError.ts';
import { code, table } from './markdown.mts';
import type { Room } from './rooms.mts';

export function messageTable(rooms: readonly Room[]): string {
	const rows = new Map<string, { message: string; advice: string; codes: string[] }>();
	for (const { description, service } of rooms) {
		for (const [name, { message, advice }] of Object.entries<ErrorDefinition>(service.errors)) {
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
