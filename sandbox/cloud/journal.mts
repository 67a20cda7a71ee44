import type { ServiceName } from './call.mts';

/** A request and its answer. */
export interface JournalEntry {
	/** Arrival by the cloud's clock, epoch milliseconds. */
	at: number;
	/** null: the request addressed no service. */
	service: ServiceName | null;
	action: string | null;
	version: string | null;
	method: string;
	path: string;
	/** The text behind `?`. */
	query: string;
	/** Names in lower case, values as received. */
	headers: Record<string, string>;
	body: string;
	/** The account that the key or token belongs to; null if it was refused earlier. */
	account: string | null;
	/** HTTP status; null: not answered (yet). */
	status: number | null;
	/** The vendor's error code; null: none. */
	code: string | null;
	requestId: string | null;
	/** Kind of the fault that struck. */
	fault: string | null;
	/** From arrival to the answer, milliseconds; null until then. */
	durationMs: number | null;
	/** Requests under way at arrival, this one included. */
	inFlight: number;
}

export interface Journal {
	/** Requests in the order of arrival; a filter keeps those whose fields equal all of its own. */
	entries(filter?: Partial<JournalEntry>): JournalEntry[];
	clear(): void;
	add(entry: JournalEntry): void;
}

export function createJournal(): Journal {
	let list: JournalEntry[] = [];
	return {
		entries: (filter = {}) => {
			const wanted = Object.entries(filter) as Array<[keyof JournalEntry, unknown]>;
			return list.filter((entry) => wanted.every(([name, value]) => entry[name] === value));
		},
		clear: () => {
			list = [];
		},
		add: (entry) => {
			list.push(entry);
		},
	};
}
