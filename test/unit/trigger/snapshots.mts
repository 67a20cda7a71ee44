// A known subject and a snapshot of it, with what a test wants different.
import type { ListedSubject, SubjectSnapshot } from '../../../nodes/shared/trigger/change.ts';
import type { KnownSubject } from '../../../nodes/shared/trigger/state.ts';
import { verificationRecord } from '../../../nodes/shared/values/verificationRecord.ts';

export const known = (fields: Partial<KnownSubject> = {}): KnownSubject => ({
	name: 'Ann',
	status: 'pending',
	incarnation: '',
	statusVersion: '',
	sequence: 0,
	...fields,
});

export const snapshot = (
	fields: Partial<SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>> = {},
) => ({
	record: verificationRecord({ provider: 'aliyun', subject: 'Ann', status: 'pending' }),
	answer: {},
	since: null,
	dedupKey: '',
	incarnation: '',
	...fields,
});
