import { differ, knownAsRemoved, knownAsUnread, knownFrom } from './change';
import { isStart, type ScanResult } from './scan';
import { type ScanCursor, type TriggerState } from './state';
import { type Scope } from './statusTrigger';

/** Of fewer subjects it may happen that all are replaced, or removed, between two polls. */
const MIN_KNOWN_SUBJECTS = 3;

/**
 * Do the scanned subjects belong to another account than the known ones? Somebody may paste a key of another
 * organization into the same credential. Then no known subject is met, and every listed one is new. An
 * account that was only emptied lists nobody. Known subjects that left the scope, as the time went on, are
 * not expected to be met.
 */
export function isOfOtherAccount(
	{ includes }: Scope,
	{ subjects, unscanned, isKeyChanged, cursor }: TriggerState,
	{ rows, failed, next }: ScanResult,
): boolean {
	const isMet = rows.some(({ subject, incarnation }) => {
		const before = subjects.get(subject);
		// With the same key, a later incarnation is of the same account: it was deleted and created again.
		return before !== undefined && !(isKeyChanged && differ(before.incarnation, incarnation));
	});
	if (isMet || failed.some((subject) => subjects.has(subject))) return false;
	const known = [...subjects].filter(
		([, { status, incarnation }]) => status !== 'removed' && includes?.(incarnation) !== false,
	);
	if (known.length === 0 || known.some(([subject]) => !unscanned.has(subject))) return false;
	// With the same key only a whole scan tells: the known subjects may be on the next pages.
	const isWhole = isStart(cursor) && !next;
	const isProven = known.length >= MIN_KNOWN_SUBJECTS;
	return isKeyChanged ? rows.length > 0 || isProven : isWhole && isProven && rows.length > 0;
}

/**
 * Forgets the subjects of the other account, without an event. `scan` is a complete scan, if there is one:
 * its subjects are the new baseline. Otherwise the next poll begins one: the cursor for it.
 */
export function learnAnew(
	state: TriggerState,
	scan: ScanResult | undefined,
): ScanCursor | undefined {
	const { subjects, unscanned } = state;
	subjects.clear();
	unscanned.clear();
	state.baselineAt = Date.now();
	state.isAnew = true;
	if (!scan) return { page: 0, isBaseline: true };
	for (const row of scan.rows) subjects.set(row.subject, knownFrom(row, undefined, 0));
	for (const subject of scan.notFound) {
		subjects.set(subject, knownAsRemoved(subject, state.baselineAt));
	}
	for (const subject of scan.failed) subjects.set(subject, knownAsUnread(subject));
	return undefined;
}
