// A command is never sent twice when it may have been carried out, and its items say what to look up.
import type { Fault } from '../../../sandbox/cloud/faults.mts';
import { CONTINUE, OUTCOME_UNKNOWN } from '../harness/world.mts';
import { ADDRESS_COMMANDS, adviceOf, doneItem, fresh, prepare, useAliyun } from './useAliyun.mts';

const { world, run, stateOf } = useAliyun();

/** Patient, so that whatever may be sent again is. */
const PATIENT = { ...CONTINUE, options: { maxRetries: 3, timeout: 800 } };
const LOOKUP = 'Look up what became of it with Email Verification: Get before';

const EXECUTED: Array<[string, Fault]> = [
	['cut off after it was carried out', { kind: 'resetAfter' }],
	['half an answer', { kind: 'truncate' }],
	['an empty answer', { kind: 'emptyBody' }],
	['an answer that holds nothing', { kind: 'emptyObject' }],
	['an answer too late', { kind: 'latency', ms: 2000 }],
];
const NOT_EXECUTED: Array<[string, Fault]> = [
	['cut off before', { kind: 'reset' }],
	['no answer', { kind: 'hang' }],
	['a gateway', { kind: 'html' }],
	['a gateway that waited', { kind: 'html', status: 504 }],
	['not available', { kind: 'status', status: 503 }],
	['a breakdown', { kind: 'code', code: 'InternalError' }],
	['an unlisted code of a server', { kind: 'code', code: 'NeverHeardOf', httpStatus: 500 }],
	['an answer in XML', { kind: 'status', status: 200, body: '<?xml version="1.0"?><Answer/>' }],
];
const REPEATED: Array<[string, Fault]> = [
	['throttled', { kind: 'throttle', retryAfterMs: 30 }],
	['throttled by a gateway', { kind: 'status', status: 429 }],
];

describe.each(ADDRESS_COMMANDS)('$operation', (command) => {
	const { operation, before, after } = command;
	const ready = (length: number) => prepare(world, command, fresh(length));

	describe.each([
		['carried out', EXECUTED, after],
		['not carried out', NOT_EXECUTED, before],
	] as const)('%s, but the outcome is unknown', (_what, faults, state) => {
		it.each(faults)('%s: sent once, every item says what to look up', async (_name, fault) => {
			const emails = ready(3);
			const mail = world.cloud.aliyun.get(emails[0])?.token;
			world.cloud.faults.add(fault);
			const { json, requests } = await run(operation, emails, PATIENT);
			expect(requests).toHaveLength(1);
			expect(json).toHaveLength(3);
			for (const item of json) {
				expect(item.error).toBe(OUTCOME_UNKNOWN);
				expect(adviceOf(item)).toContain('It was not sent a second time.');
				expect(adviceOf(item)).toContain(LOOKUP);
			}
			// The cloud has not sent the late answer yet.
			if (fault.kind === 'latency') {
				while (requests[0].status === null) await new Promise((resolve) => setTimeout(resolve, 50));
			}
			expect(emails.map(stateOf)).toEqual([state, state, state]);
			if (operation === 'resend') {
				const isSent = world.cloud.aliyun.get(emails[0])?.token !== mail;
				expect(isSent).toBe(state === after && faults === EXECUTED);
			}
		});
	});

	it.each([
		['carried out', { kind: 'resetAfter' }, true],
		['not carried out', { kind: 'reset' }, false],
	] as Array<[string, Fault, boolean]>)(
		'the lookup that the item names shows whether it was: %s',
		async (_name, fault, isDone) => {
			const [email] = ready(1);
			// So that its first mail is not of the same second as the next.
			if (operation === 'resend') world.cloud.aliyun.expire(email);
			const look = async () => {
				const options = { ifNotFound: 'record' };
				return (await run('get', [{ subject: email }], { options })).json[0];
			};
			const earlier = await look();
			const remove = world.cloud.faults.add(fault);
			const { json } = await run(operation, [email], PATIENT);
			expect(json[0].error).toBe(OUTCOME_UNKNOWN);
			remove();
			const later = await look();
			if (!isDone) {
				expect(later).toEqual(earlier);
				return;
			}
			expect(later).not.toEqual(earlier);
			expect(later.status).toBe(after === 0 ? 'pending' : 'unknown');
			if (operation === 'resend') {
				expect(later.createdAt).toBe(earlier.createdAt);
				expect(Date.parse(later.mailSentAt as string)).toBeGreaterThan(
					Date.parse(earlier.mailSentAt as string),
				);
			}
		},
	);

	it.each(REPEATED)('%s: sent again until it is carried out, once', async (_name, fault) => {
		const emails = ready(3);
		world.cloud.faults.add({ ...fault, times: 2 });
		const { json, requests } = await run(operation, emails, PATIENT);
		expect(requests).toHaveLength(3);
		expect(requests.filter(({ fault: struck }) => struck === null)).toHaveLength(1);
		expect(json).toEqual(emails.map((email) => doneItem(operation, email)));
		expect(emails.map(stateOf)).toEqual([after, after, after]);
	});

	it('one request of several is cut off: only its items have an unknown outcome', async () => {
		const emails = ready(250);
		world.cloud.faults.add({ kind: 'resetAfter', subject: emails[150] });
		const { json, requests } = await run(operation, emails, PATIENT);
		expect(requests).toHaveLength(3);
		json.forEach((item, index) => {
			if (index >= 100 && index < 200) expect(item.error).toBe(OUTCOME_UNKNOWN);
			else expect(item).toEqual(doneItem(operation, emails[index]));
		});
	});

	it('an address that the answer leaves out has an unknown outcome, the others have not', async () => {
		const [a, b] = ready(2);
		world.serve({ RequestId: 'r-1', SuccessList: [{ Email: b }], FailList: [] });
		const { json, requests } = await run(operation, [a, b], PATIENT);
		expect(requests).toHaveLength(1);
		expect(json[0].error).toBe(OUTCOME_UNKNOWN);
		expect(json[0].details).toMatchObject({ requestId: 'r-1' });
		expect(adviceOf(json[0])).toContain(LOOKUP);
		expect(json[1]).toEqual(doneItem(operation, b));
	});

	it('when the run stops it names the items that were carried out and those with an unknown outcome', async () => {
		const emails = ready(202);
		world.cloud.faults.add({ kind: 'resetAfter', subject: emails[100] });
		const { error, output, requests } = await run(operation, emails);
		expect(requests).toHaveLength(3);
		expect(output).toEqual([]);
		expect(error).toMatchObject({ message: OUTCOME_UNKNOWN, context: { itemIndex: 100 } });
		expect(error!.description).toContain(
			'Already carried out, do not run again: items 0 to 99, items 200 to 201.',
		);
		expect(error!.description).toContain(
			'Unknown whether carried out, look it up: items 101 to 199.',
		);
	});
});

describe('verify', () => {
	const ready = () => {
		const [email] = fresh();
		world.cloud.aliyun.submit(email);
		return { email, token: world.cloud.aliyun.token(email) };
	};
	const verify = async (token: string) =>
		await run('verify', [{ token }], { ...PATIENT, parameters: { token: '={{ $json.token }}' } });

	describe.each([
		['carried out', EXECUTED, 1],
		['not carried out', NOT_EXECUTED, 0],
	] as const)('%s, but the outcome is unknown', (_what, faults, state) => {
		it.each(faults)('%s: sent once, and the item says what to look up', async (_name, fault) => {
			const { email, token } = ready();
			world.cloud.faults.add(fault);
			const { json, requests } = await verify(token);
			expect(requests).toHaveLength(1);
			expect(json).toHaveLength(1);
			expect(json[0].error).toBe(OUTCOME_UNKNOWN);
			expect(adviceOf(json[0])).toContain(LOOKUP);
			if (fault.kind === 'latency') {
				while (requests[0].status === null) await new Promise((resolve) => setTimeout(resolve, 50));
			}
			expect(stateOf(email)).toBe(state);
		});
	});

	it('the lookup that the item names shows that it was carried out', async () => {
		const { email, token } = ready();
		const remove = world.cloud.faults.add({ kind: 'resetAfter' });
		expect((await verify(token)).json[0].error).toBe(OUTCOME_UNKNOWN);
		remove();
		const { json } = await run('get', [{ subject: email }]);
		expect(json[0]).toMatchObject({ subject: email, status: 'verified' });
	});

	it.each(REPEATED)('%s: sent again until it is carried out, once', async (_name, fault) => {
		const { email, token } = ready();
		world.cloud.faults.add({ ...fault, times: 2 });
		const { json, requests } = await verify(token);
		expect(requests).toHaveLength(3);
		expect(json).toEqual([{ provider: 'aliyun', status: 'verified', isVerified: true }]);
		expect(stateOf(email)).toBe(1);
	});
});
