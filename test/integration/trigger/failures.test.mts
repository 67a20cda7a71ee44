// Polls that fail, as a whole or for some subjects.
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { verificationRecord } from '../../../nodes/shared/values/verificationRecord.ts';
import { subjectsOf, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

describe('a poll that fails', () => {
	it('leaves the state as it was, and declares the cause to n8n’s scheduler', async () => {
		await test.poll();
		test.subjects.set('s1', 'verified');
		const before = JSON.stringify(test.staticData);
		test.failure = new ServiceError(
			{ message: 'Throttled', advice: 'Slow down.', retry: 'throttled' },
			{ httpStatus: 429, retryAfter: 3000 },
		);
		await expect(test.poll()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'Throttled',
			failure: { cause: 'rate-limited', retryAfterMs: 3000 },
		});
		expect(JSON.stringify(test.staticData)).toBe(before);
		test.failure = undefined;
		expect(await test.poll()).toHaveLength(1);
	});

	it('of a wrong key stops the activation', async () => {
		test.failure = new ServiceError({
			message: 'No such key',
			advice: 'Check it.',
			credentialInvalid: true,
		});
		await expect(test.poll()).rejects.toMatchObject({
			message: 'No such key',
			failure: { cause: 'credential-invalid' },
		});
		expect(test.staticData).toEqual({});
	});

	it('a refused lookup: the event shows the row', async () => {
		test.arePartial = true;
		test.watching = test.scope({
			fetchSubject: async () =>
				await Promise.reject(new ServiceError({ message: 'Refused', advice: 'Never mind.' })),
		});
		await test.poll();
		test.subjects.set('s1', 'verified');
		expect(await test.poll()).toMatchObject([{ subject: 's1', status: 'verified' }]);
	});

	it('a refused lookup of a missing subject holds no other back', async () => {
		await test.poll();
		test.subjects.delete('s2');
		test.watching = test.scope({
			fetchSubject: async () =>
				await Promise.reject(new ServiceError({ message: 'Refused', advice: 'Never mind.' })),
		});
		expect(await test.poll()).toBeNull();
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
		test.watching = test.scope();
		expect(subjectsOf(await test.poll())).toEqual(['s2']);
	});

	it('a missing permission is an error', async () => {
		await test.poll();
		test.subjects.delete('s2');
		test.watching = test.scope({
			fetchSubject: async () =>
				await Promise.reject(
					new ServiceError({
						message: 'The key may not do this',
						advice: 'Ask.',
						permissionMissing: true,
					}),
				),
		});
		await expect(test.poll()).rejects.toMatchObject({ message: 'The key may not do this' });
		test.watching = test.scope();
		expect(subjectsOf(await test.poll())).toEqual(['s2']);
	});

	it('a later incarnation of a missing subject is another subject', async () => {
		test.incarnations.set('s2', 'a');
		await test.poll();
		test.incarnations.set('s2', 'b');
		const { fetchPage } = test.watching;
		test.watching.fetchPage = async (...at) => {
			const { rows, total } = await fetchPage(...at);
			return { rows: rows.filter(({ subject }) => subject !== 's2'), total };
		};
		expect(await test.poll()).toMatchObject([{ subject: 's2', change: 'removed' }]);
		expect(await test.poll()).toBeNull();
	});

	it('a failed lookup of a missing subject does not undo other events', async () => {
		await test.poll();
		test.subjects.set('s1', 'verified').delete('s2');
		test.watching = test.scope({
			fetchSubject: async () =>
				await Promise.reject(new ServiceError({ message: 'Down', advice: 'Wait.', retry: 'read' })),
		});
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
		await expect(test.poll()).rejects.toMatchObject({ message: 'Down' });
		test.watching = test.scope();
		expect(subjectsOf(await test.poll())).toEqual(['s2']);
	});

	it('a lookup without a status does not replace the row', async () => {
		test.arePartial = true;
		await test.poll();
		test.subjects.set('s1', 'verified');
		test.watching = test.scope({
			fetchSubject: async (subject) => {
				const record = verificationRecord({ provider: 'aliyun', subject, status: 'unknown' });
				return await Promise.resolve({
					record,
					answer: {},
					since: null,
					dedupKey: '',
					incarnation: '',
				});
			},
		});
		expect(await test.poll()).toMatchObject([{ subject: 's1', status: 'verified' }]);
		expect(await test.poll()).toBeNull();
	});

	it('events whose lookup failed come with the next poll', async () => {
		let broken = true;
		const { fetchSubject } = test.scope();
		test.arePartial = true;
		test.watching = test.scope({
			fetchSubject: async (subject, call) => {
				if (broken && subject === 's2') {
					await new Promise(setImmediate);
					throw new ServiceError({ message: 'Down', advice: 'Wait.', retry: 'read' });
				}
				return await fetchSubject(subject, call);
			},
		});
		await test.poll();
		test.subjects.set('s1', 'verified').set('s2', 'verified');
		expect(await test.poll()).toMatchObject([{ subject: 's1' }]);
		broken = false;
		expect(await test.poll()).toMatchObject([{ subject: 's2' }]);
	});
});
