// What becomes of a command when its answer does not arrive: it is sent once, whatever happens, and
// the item says how to find out.
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { CONTINUE, OUTCOME_UNKNOWN } from '../harness/world.mts';
import { COMMANDS, outcomeCheck, useOrganization } from './useOrganization.mts';

const { world, run } = useOrganization();
const RETRIES = { options: { maxRetries: 3 } };

const advice = (json: IDataObject) => String((json.details as IDataObject).advice);

describe.each(Object.entries(COMMANDS))('%s', (name, command) => {
	const { action, lookup, look } = command;
	const item = () => command.item(world.cloud);
	const isDone = (one: IDataObject) => command.isDone(world.cloud, one);
	const seen = async (one: IDataObject) =>
		(await run(look.name, [one], { parameters: look.parameters })).json;
	const sent = () => world.cloud.journal.entries({ action });

	it.each([
		['cut off after it was carried out', { kind: 'resetAfter' }, true],
		['half an answer', { kind: 'truncate' }, true],
		['an empty answer', { kind: 'emptyBody' }, true],
		['an answer that holds nothing', { kind: 'emptyObject' }, true],
		['an answer that comes too late', { kind: 'latency', ms: 1400 }, true],
		['cut off before', { kind: 'reset' }, false],
		['no answer', { kind: 'hang' }, false],
		['a gateway', { kind: 'html' }, false],
		['not available', { kind: 'status', status: 503 }, false],
	] as const)(
		'%s: sent once, and the advice says how to find out',
		async (_what, fault, wasDone) => {
			world.cloud.faults.add({ ...fault, action });
			const one = item();
			const before = await seen(one);
			const options = { maxRetries: 3, timeout: 800 };
			const { json } = await run(name, [one], { ...CONTINUE, options });
			expect(sent()).toHaveLength(1);
			expect(json).toHaveLength(1);
			expect(json[0].error).toBe(OUTCOME_UNKNOWN);
			expect(advice(json[0])).toContain(`It was not sent a second time. ${outcomeCheck(command)}`);
			// The late answer is still under way.
			if (fault.kind === 'latency') while (sent()[0].status === null) await sleep(50);
			expect(isDone(one)).toBe(wasDone);
			// The lookup shows the outcome, unless the advice says that no lookup does.
			const after = await seen(one);
			if (wasDone && lookup !== undefined) expect(after).not.toEqual(before);
			else expect(after).toEqual(before);
		},
	);

	it('the one that was cut off among others stays in its place', async () => {
		world.cloud.faults.add({ kind: 'resetAfter', action, times: 1 });
		const items = [item(), item(), item(), item()];
		const { json, pairs } = await run(name, items, { ...CONTINUE, ...RETRIES });
		expect(pairs).toEqual([0, 1, 2, 3]);
		expect(json.filter(({ error }) => error === OUTCOME_UNKNOWN)).toHaveLength(1);
		expect(items.map(isDone)).toEqual([true, true, true, true]);
		expect(sent()).toHaveLength(4);
	});

	it('throttled: sent again until it is carried out, once', async () => {
		world.cloud.faults.add({ kind: 'throttle', action, times: 2 });
		const one = item();
		const { json } = await run(name, [one], RETRIES);
		expect(json[0]).not.toHaveProperty('error');
		const throttled = 'RequestLimitExceeded';
		expect(sent().map(({ code }) => code)).toEqual([throttled, throttled, null]);
		expect(isDone(one)).toBe(true);
	});

	it('without Continue on Fail the error says what was carried out', async () => {
		world.cloud.faults.add({ kind: 'code', action, code: 'FailedOperation.No', times: 1 });
		const items = [item(), item(), item(), item()];
		const { error, output } = await run(name, items);
		expect(output).toEqual([]);
		const carriedOut = /Already carried out, do not run again: items? ([^.]*)\./.exec(
			error!.description,
		);
		const indexes = (carriedOut?.[1] ?? '').split(', ').flatMap((range) => {
			const [first, last = first] = range.split(' to ').map(Number);
			return range === ''
				? []
				: Array.from({ length: last - first + 1 }, (_, index) => first + index);
		});
		expect(indexes).toEqual([0, 1, 2, 3].filter((index) => isDone(items[index])));
		expect(indexes).not.toContain(error!.context.itemIndex);
	});
});

it('a creation whose answer lacks the UIN has an unknown outcome, as its subject is unknown', async () => {
	const action = 'CreateOrganizationMember';
	world.cloud.faults.add({ kind: 'nullFields', action, fields: ['Uin'] });
	const items = [COMMANDS['member create'].item(world.cloud)];
	const { json } = await run('member create', items, { ...CONTINUE, ...RETRIES });
	expect(json[0].error).toBe(OUTCOME_UNKNOWN);
	expect(world.cloud.journal.entries({ action })).toHaveLength(1);
});
