import { type INodeProperties } from 'n8n-workflow';
import { instantOf } from '../shared/fields/dateTime';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject } from '../shared/values/json';
import { textOf } from '../shared/values/text';
import { isoTime } from '../shared/values/time';
import { textFieldOf } from './record';

/** The creation time is the only time that the service filters by. */
export const creationFields: readonly INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: 'Only verifications that were created at this moment or later',
	},
	{
		displayName: 'Created Before',
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Only verifications that were created before this moment',
	},
];

/** A range of creation times, in epoch milliseconds, rounded down to seconds. */
export interface CreationRange {
	/** Inclusive; undefined: no lower bound. */
	from: number | undefined;
	/** Exclusive; undefined: no upper bound. */
	to: number | undefined;
	/** The time zone of the times that the service sends. */
	timeZone: string;
}

/**
 * The range that the user entered; undefined when it has no bound. Entered clock times are in
 * `workflowZone`.
 *
 * @throws InvalidParameter when a value is not a date, or the range is empty.
 */
export function readCreationRange(
	createdAfter: unknown,
	createdBefore: unknown,
	workflowZone: string,
	timeZone: string,
): CreationRange | undefined {
	const from = readInstant(createdAfter, 'Created After', workflowZone);
	const to = readInstant(createdBefore, 'Created Before', workflowZone);
	if (from === undefined && to === undefined) return undefined;
	if (from !== undefined && to !== undefined && from >= to) {
		throw new InvalidParameter(
			'The filters leave no time between them',
			'Created After must be earlier than Created Before.',
		);
	}
	return { from, to, timeZone };
}

/**
 * The range of the request is wider by this at both ends. No document says whether the service includes
 * the bounds.
 */
const MARGIN_MS = 1000;

/** The range as request parameters. An undefined bound is not sent. */
export const creationParameters = ({ from, to }: Partial<CreationRange> = {}) => ({
	BeginCreateTime: from === undefined ? undefined : Math.max(0, from - MARGIN_MS),
	EndCreateTime: to === undefined ? undefined : to + MARGIN_MS,
});

/**
 * Whether a row is inside the range. Only rows inside the margin are dropped: all other rows are the
 * service's decision, as the time zone of its rows is not documented.
 */
export function isCreatedWithin(row: JsonObject, created: CreationRange | undefined): boolean {
	if (!created) return true;
	const { from = NaN, to = NaN, timeZone } = created;
	const instant = Date.parse(isoTime(textFieldOf(row, 'GmtCreate'), timeZone) ?? '');
	const isEarly = instant < from && instant >= from - MARGIN_MS;
	const isLate = instant >= to && instant <= to + MARGIN_MS;
	return !isEarly && !isLate;
}

/**
 * Whether a record that the list no longer holds is inside the range, by its creation time. When the
 * lower bound moves with the time, old records fall out of the range. A record without a time counts as inside.
 */
export function isStillWithin(createdAt: string, created: CreationRange | undefined): boolean {
	if (!created) return true;
	const { from = -Infinity, to = Infinity, timeZone } = created;
	const instant = Date.parse(isoTime(createdAt, timeZone) ?? '');
	return !(instant < from || instant >= to);
}

export const isEmpty = (value: unknown): boolean => textOf(value).trim() === '';

function readInstant(value: unknown, label: string, timeZone: string): number | undefined {
	if (isEmpty(value)) return undefined;
	const instant = instantOf(value, timeZone);
	if (instant !== undefined && instant >= 0) return instant - (instant % 1000);
	throw new InvalidParameter(
		`The filter ${label} is not a date`,
		'Choose a date, or enter one like 2026-01-31 or 2026-01-31T09:30:00.',
	);
}
