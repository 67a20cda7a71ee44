// Pages that do not tell all of their subjects: a lookup tells the rest of who is in an event.
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

it('an event shows what the lookup says, and only who changed is looked up', async () => {
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

it('the incarnation is that of the page, whatever the lookup says of it', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => ({
		...(await fetchSubject(subject, call)),
		incarnation: 'another',
	});
	expect(await test.poll()).toHaveLength(2);
	test.subjects.set('s1', 'failed');
	expect(await test.poll()).toMatchObject([{ subject: 's1', change: 'changed' }]);
});

it('who is gone since its page was read is no event until the next poll misses it', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => {
		if (subject === 's1') throw new ServiceError(NOBODY);
		return await fetchSubject(subject, call);
	};
	expect(await test.poll()).toMatchObject([{ subject: 's2' }]);
	test.subjects.delete('s1');
	expect(await test.poll()).toMatchObject([{ subject: 's1', change: 'removed' }]);
});

it('a defect in a lookup is an error, though others could be told', async () => {
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (subject, call) => {
		if (subject === 's2') throw new TypeError('Not a function');
		return await fetchSubject(subject, call);
	};
	await expect(test.poll()).rejects.toThrow('Not a function');
});
