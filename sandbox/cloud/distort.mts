// Changes to the fields of an answer: undocumented forms that a client must survive.
import { integer, isObject } from './json.mts';

/** Changes every field of the value, at any depth. */
function mapFields(value: unknown, change: (name: string, value: unknown) => unknown): unknown {
	if (Array.isArray(value)) return value.map((entry) => mapFields(entry, change));
	if (!isObject(value) || isRawNumber(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, change(name, mapFields(inner, change))]),
	);
}

const isRawNumber = (value: object) => Object.hasOwn(value, 'rawJSON');

const ID_NAMES = ['AccountId', 'MasterId', 'AuthId', 'ModAuthId', 'SubIds', 'BindId', 'OrgId'];

/** Ids as JSON numbers of 18 digits: strings lose their quotes, short numbers grow. */
export function numberIds(body: unknown): unknown {
	return mapFields(body, (name, value) => {
		if (!ID_NAMES.includes(name)) return value;
		return Array.isArray(value) ? value.map(asNumber) : asNumber(value);
	});
}

function asNumber(id: unknown): unknown {
	if (typeof id === 'string' && /^\d+$/.test(id)) return integer(id);
	return typeof id === 'number' ? integer(longId(id)) : id;
}

/** An id grown to 18 digits. */
export const longId = (id: number): string => `9${String(id).padStart(17, '0')}`;

/** The documented objects in an answer: the account, the rows of a list, or the answer itself. */
function recordsOf(body: unknown): Array<Record<string, unknown>> {
	if (!isObject(body)) return [];
	const outer = isObject(body.Response) ? body.Response : body;
	const inside = isObject(outer.SubAccounts) ? outer.SubAccounts : outer;
	const rows = inside.Accounts ?? inside.SubAccounts ?? inside.sub_accounts;
	const nested = inside.Account ?? inside.AuthDetail ?? rows ?? inside.Items ?? inside.Data;
	return nested === undefined ? [inside] : [nested].flat().filter(isObject);
}

const fieldsOf = (record: Record<string, unknown>, chosen: readonly string[] | undefined) =>
	chosen ?? Object.keys(record).filter((name) => name !== 'RequestId');

function changed(body: unknown, change: (record: Record<string, unknown>) => void): unknown {
	const copy = mapFields(body, (_name, value) => value);
	for (const record of recordsOf(copy)) change(record);
	return copy;
}

/** Fields that no document names. */
export function withUnknownFields(body: unknown): unknown {
	return changed(body, (record) => {
		record.FutureText = 'not documented';
		record.FutureNumber = 42;
		record.FutureObject = { Nested: [1, null, 'two'] };
		record.FutureNull = null;
	});
}

/** Without the chosen fields; without a choice none but RequestId remain. */
export function withoutFields(body: unknown, chosen?: readonly string[]): unknown {
	return changed(body, (record) => {
		for (const name of fieldsOf(record, chosen)) delete record[name];
	});
}

/** The chosen fields null; without a choice all but RequestId. */
export function withNullFields(body: unknown, chosen?: readonly string[]): unknown {
	return changed(body, (record) => {
		for (const name of fieldsOf(record, chosen)) record[name] = null;
	});
}
