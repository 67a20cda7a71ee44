import { bounded, sendTogether } from '../../../nodes/shared/api/sendTogether.ts';
import type { SendRequest } from '../../../nodes/shared/api/service.ts';
import { lookup } from './sampleService.mts';

/** Requests that are answered one by one, in the order in which a test says so. */
function open() {
	const sent: Array<{ answer(): void; refuse(error: Error): void }> = [];
	const send: SendRequest = async () =>
		await new Promise((resolve, reject) => {
			sent.push({ answer: () => resolve({}), refuse: reject });
		});
	return { sent, send };
}
const settled = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('bounded', () => {
	it('lets the next one go when one was answered, or refused', async () => {
		const { sent, send } = open();
		const one = bounded(send, 2);
		const outcomes = [0, 1, 2, 3, 4].map(
			async (index) =>
				await one(lookup).then(
					() => index,
					(error: Error) => error.message,
				),
		);
		await settled();
		expect(sent).toHaveLength(2);
		sent[0].answer();
		await settled();
		expect(sent).toHaveLength(3);
		sent[1].refuse(new Error('refused'));
		await settled();
		expect(sent).toHaveLength(4);
		sent[2].answer();
		sent[3].answer();
		await settled();
		sent[4].answer();
		expect(await Promise.all(outcomes)).toEqual([0, 'refused', 2, 3, 4]);
		// All turns are free again.
		void one(lookup);
		void one(lookup);
		void one(lookup);
		await settled();
		expect(sent).toHaveLength(7);
	});
});

describe('sendTogether', () => {
	it('starts nothing after the first failure, and gives its error', async () => {
		const { sent, send } = open();
		const started: number[] = [];
		const inputs = [0, 1, 2, 3, 4, 5];
		const work = async (input: number, sendOne: SendRequest) => {
			started.push(input);
			return await sendOne(lookup);
		};
		const all = sendTogether(inputs, send, work, 3);
		await settled();
		expect(started).toEqual([0, 1, 2]);
		sent[1].refuse(new Error('the first'));
		await expect(all).rejects.toThrow('the first');
		sent[0].answer();
		sent[2].refuse(new Error('the second'));
		await settled();
		expect(started).toEqual([0, 1, 2]);
	});
});
