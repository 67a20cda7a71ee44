import Table from 'cli-table3';

/** The fields of the verification record that tell the story in a terminal. */
const COLUMNS = ['provider', 'subject', 'status', 'isVerified', 'email', 'verifiedAt', 'reason'];

/** Verification records as a table for the terminal; a field without value is shown as a dash. */
export function recordTable(records: Record<string, unknown>[]): string {
	const table = new Table({ head: COLUMNS, style: { head: [], border: [], compact: true } });
	for (const record of records) {
		table.push(COLUMNS.map((column) => String(record[column] ?? '–')));
	}
	return table.toString();
}
