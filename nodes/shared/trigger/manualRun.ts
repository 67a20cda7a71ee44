import { type IDataObject } from 'n8n-workflow';
import { sendTogether } from '../api/sendTogether';
import { type Change, type ListedSubject } from './change';
import { eventItem } from './events';
import { fetchSubject, type Poll } from './statusTrigger';

/** How many subjects a manual run shows. */
const MAX_SAMPLES = 3;

/** A manual run in the editor: a few subjects in their present state. The trigger's state is not changed. */
export async function sampleEvents(poll: Poll): Promise<IDataObject[]> {
	const rows = await sampleRows(poll);
	const snapshots = await sendTogether(rows, poll.send, async (row, send) => {
		const found = row.isPartial ? await fetchSubject({ ...poll, send }, row.subject) : row;
		return typeof found === 'object' ? found : row;
	});
	const change: Change = { kind: 'changed', previousStatus: null };
	const neverEmitted = { incarnation: '', sequence: 0 };
	return snapshots.map((snapshot) => eventItem(poll, snapshot, change, neverEmitted, 0));
}

async function sampleRows(poll: Poll): Promise<ListedSubject[]> {
	const { scope, send } = poll;
	const rows: ListedSubject[] = [];
	if (!scope.chosen) rows.push(...(await scope.fetchPage(0, send)).rows);
	for (const subject of scope.chosen ?? []) {
		if (rows.length === MAX_SAMPLES) break;
		const found = await fetchSubject(poll, subject);
		if (typeof found === 'object') rows.push({ ...found, subject });
	}
	if (rows.length === 0 && poll.errors.all.length > 0) throw poll.errors.asError();
	return rows.filter(({ subject }) => subject !== '').slice(0, MAX_SAMPLES);
}
