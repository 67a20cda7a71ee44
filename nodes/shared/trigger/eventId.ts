import { createHash } from 'node:crypto';
import { type Change, type SubjectSnapshot } from './change';
import { type KnownSubject } from './state';

/**
 * The ID of an event, for deduplication: equal for the same change, however often it is emitted, and
 * different for any two changes. It is made from what the service says. Where the service does not tell
 * two occurrences of a status apart, incarnation, baseline and sequence number do.
 */
export function eventId(
	{ record: { provider, subject, status }, since, dedupKey }: SubjectSnapshot,
	{ kind }: Change,
	{ incarnation, sequence }: Pick<KnownSubject, 'incarnation' | 'sequence'>,
	baselineAt: number,
): string {
	const isRemoved = kind === 'removed';
	// A subject that returns may have the same status, `since` and `dedupKey` as before its removal.
	const isReturn = kind === 'new' && sequence > 1;
	const isUnique = since !== null && dedupKey !== '' && !isRemoved && !isReturn;
	return createHash('sha256')
		.update(
			JSON.stringify([
				provider,
				subject,
				isRemoved,
				status,
				dedupKey,
				...(isUnique ? [] : [incarnation, baselineAt, sequence]),
			]),
		)
		.digest('hex')
		.slice(0, 32);
}
