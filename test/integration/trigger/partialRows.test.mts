// Rows that hold less than a lookup: a changed subject is looked up.
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { NOBODY, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

beforeEach(async () => {
	test.arePartial = true;
	for (const name of test.subjects.keys()) test.incarnations.set(name, `incarnation-of-${name}`);
	test.watching = test.scope();
	await test.poll();
	test.subjects.set('s1', 'verified').set('s2', 'verified');
});

it('an event shows the lookup, and only changed subjects are looked up', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => {
		const snapshot = await fetchSubject(subject, call);
		return { ...snapshot, record: { ...snapshot.record, email: `${subject}@example.com` } };
	};
	expect(await test.poll()).toMatchObject([
		{ subject: 's1', status: 'verified', email: 's1@example.com' },
		{ subject: 's2', status: 'verified', email: 's2@example.com' },
	]);
	expect(test.asked).toEqual(['page 0', 'look s1', 'look s2']);
});

it('the incarnation is that of the row', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => ({
		...(await fetchSubject(subject, call)),
		incarnation: 'another',
	});
	expect(await test.poll()).toHaveLength(2);
	test.subjects.set('s1', 'failed');
	expect(await test.poll()).toMatchObject([{ subject: 's1', change: 'changed' }]);
});

it('a subject removed after its page was read is an event of the next poll', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => {
		if (subject === 's1') throw new ServiceError(NOBODY);
		return await fetchSubject(subject, call);
	};
	expect(await test.poll()).toMatchObject([{ subject: 's2' }]);
	test.subjects.delete('s1');
	expect(await test.poll()).toMatchObject([{ subject: 's1', change: 'removed' }]);
});

it('a defect in a lookup is an error, though there are other events', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => {
		if (subject === 's2') throw new TypeError('Not a function');
		return await fetchSubject(subject, call);
	};
	await expect(test.poll()).rejects.toThrow('Not a function');
});
