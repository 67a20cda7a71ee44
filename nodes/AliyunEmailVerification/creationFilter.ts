import { type INodeProperties } from 'n8n-workflow';
import { instantOf } from '../shared/fields/dateTime';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject } from '../shared/values/json';
import { textOf } from '../shared/values/text';
import { isoTime } from '../shared/values/time';
import { text } from './record';

/** When verifications were created: the only time that the service filters by. */
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

/** When the records were created that the user wants, in epoch milliseconds, by the second. */
export interface CreationRange {
	/** From this moment on; undefined: open. */
	from: number | undefined;
	/** Until just before this one. */
	to: number | undefined;
	/** Of the times that the service sends. */
	timeZone: string;
}

/**
 * The range of creation times; undefined where it is open at both ends. Clock times that were entered
 * are of the workflow's time zone.
 *
 * @throws InvalidInput for what is no date, and for a range that holds none.
 */
export function readCreationRange(
	createdAfter: unknown,
	createdBefore: unknown,
	workflowZone: string,
	timeZone: string,
): CreationRange | undefined {
	const from = readMoment(createdAfter, 'Created After', workflowZone);
	const to = readMoment(createdBefore, 'Created Before', workflowZone);
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
 * Milliseconds by which more is asked for at both ends: whether the service counts the ends in is not
 * documented.
 */
const MARGIN_MS = 1000;

/** The range as the service names it; an undefined end does not travel. */
export const creationParameters = ({ from, to }: Partial<CreationRange> = {}) => ({
	BeginCreateTime: from === undefined ? undefined : Math.max(0, from - MARGIN_MS),
	EndCreateTime: to === undefined ? undefined : to + MARGIN_MS,
});

/**
 * Is a row wanted, or did it come with the margin? Everything else is left to the service, as nobody
 * documents the time zone of its rows.
 */
export function isCreatedWithin(row: JsonObject, created: CreationRange | undefined): boolean {
	if (!created) return true;
	const { from = NaN, to = NaN, timeZone } = created;
	const moment = Date.parse(isoTime(text(row, 'GmtCreate'), timeZone) ?? '');
	const isEarly = moment < from && moment >= from - MARGIN_MS;
	const isLate = moment >= to && moment <= to + MARGIN_MS;
	return !isEarly && !isLate;
}

/**
 * Is a record that the list does not show any more within the range, by when it was created? A range that moves with
 * the time leaves records behind. Where it has no time nothing is ruled out.
 */
export function isStillWithin(createdAt: string, created: CreationRange | undefined): boolean {
	if (!created) return true;
	const { from = -Infinity, to = Infinity, timeZone } = created;
	const moment = Date.parse(isoTime(createdAt, timeZone) ?? '');
	return !(moment < from || moment >= to);
}

export const isEmpty = (value: unknown): boolean => textOf(value).trim() === '';

function readMoment(value: unknown, label: string, timeZone: string): number | undefined {
	if (isEmpty(value)) return undefined;
	const moment = instantOf(value, timeZone);
	if (moment !== undefined && moment >= 0) return moment - (moment % 1000);
	throw new InvalidParameter(
		`The filter ${label} is not a date`,
		'Choose a date, or enter one like 2026-01-31 or 2026-01-31T09:30:00.',
	);
}
