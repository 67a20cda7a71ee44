import { knownAsRemoved, knownFrom } from './change';
import { type ScanResult } from './scan';
import { type ScanCursor, type TriggerState } from './state';

/** Of fewer subjects it may happen that all are replaced between two polls. */
const MIN_KNOWN_SUBJECTS = 3;

/**
 * Do the scanned subjects belong to another account than the known ones? Somebody may paste a key of another
 * organization into the same credential. Then no known subject is met, and every listed one is new. An
 * account that was only emptied lists nobody.
 */
export function isOfOtherAccount(
	{ subjects, unscanned, isKeyChanged }: TriggerState,
	{ rows, failed }: ScanResult,
): boolean {
	const known = [...subjects.values()].filter(({ status }) => status !== 'removed').length;
	const isNobodyMet = unscanned.size === known && failed.length === 0;
	if (known === 0 || !isNobodyMet || rows.some(({ subject }) => subjects.has(subject)))
		return false;
	return isKeyChanged || (known >= MIN_KNOWN_SUBJECTS && rows.length > 0);
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
	return undefined;
}
