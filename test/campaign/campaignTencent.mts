import type { JournalEntry } from '../../sandbox/cloud/journal.mts';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import type { Random } from '../../sandbox/cloud/random.mts';
import { effectOf, endOf, grouped, INCOMPLETE, REDIRECTED } from './mixedFaults.mts';
import {
	draw,
	expected,
	ifNotFound,
	MAX_RETRIES,
	type Item,
	type Storm,
	type Tale,
} from './storm.mts';
import { tencentTruth, WEMAKE_BLANK, WEMAKE_TRUTH } from './truth.mts';

const TENCENT_ITEMS = 1980;
const HANGING_ITEMS = 20;
const WEMAKE_ITEMS = 500;
/** None of their requests is ever answered: they run beside the others, with a short timeout. */
export const HANGING = ['997', '100000000101', '100000000102'];

export const uinOf = ({ body }: JournalEntry) => /^\{"MemberUin":(\d+)\}$/.exec(body)![1];

/** Member UINs, some of them without a member or without any answer, and WeMake's one account. */
export async function campaignTencent(storm: Storm, seed: number, random: Random): Promise<void> {
	const { cloud } = storm.world;
	const uins = [...cloud.tencent.uins(), '998', '999', 'x'];
	const answering = uins.filter((uin) => !HANGING.includes(uin));
	const tencent = draw(random, answering, TENCENT_ITEMS);
	const hanging = draw(random, HANGING, HANGING_ITEMS);
	// The service knows one subject only: lookups differ by their timeout.
	const wemake = draw(random, [''], WEMAKE_ITEMS).map((item) => ({
		...item,
		timeout: 60_000 + random.between(1, 150),
	}));
	const [told, toldHanging, toldWemake] = await Promise.all([
		storm.run('tencent', seed, tencent),
		storm.run('tencent', seed, hanging, { timeout: 200 }),
		storm.run('wemake', seed, wemake, { timeout: '={{ $json.timeout }}' }),
	]);

	const asked = grouped(cloud.journal.entries({ service: 'tencent' }), uinOf);
	expect(told).toEqual(
		expected(tencent, ({ subject }) => tencentTale(cloud, subject, seed, asked)),
	);
	expect(toldHanging).toEqual(expected(hanging, () => ({ error: 'ECONNABORTED' })));
	for (const uin of HANGING) {
		// Under load an attempt may run out of time before it leaves.
		expect(asked.get(uin)?.length ?? 0).toBeLessThanOrEqual(1 + MAX_RETRIES);
	}
	expectWemake(wemake, toldWemake, cloud.journal.entries({ service: 'wemake' }));
}

/** What the lookup of a member must say. */
export function tencentTale(
	cloud: Cloud,
	subject: string,
	seed: number,
	asked: Map<string, JournalEntry[]>,
): Tale {
	if (subject === 'x') return { error: 'This is not a member UIN' };
	const end = endOf(asked.get(subject) ?? [], MAX_RETRIES);
	if ('error' in end) return { error: end.error };
	if (cloud.tencent.get(subject) || ifNotFound(seed) === 'record') {
		return { record: tencentTruth(cloud, subject, end.kind === 'blank') };
	}
	return { error: 'ResourceNotFound.OrganizationMemberNotExist' };
}

type Told = Awaited<ReturnType<Storm['run']>>;

/** Its requests do not tell whose they are, so ends are compared as a whole. */
function expectWemake(items: Array<Item & { timeout: number }>, told: Told, asked: JournalEntry[]) {
	expect(told.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	const tales = new Map<number, string>();
	for (const [index, tale] of told.entries()) {
		const { timeout } = items[index];
		const text = JSON.stringify('record' in tale ? tale.record : tale.error);
		// Equal lookups are one.
		expect(text).toBe(tales.get(timeout) ?? text);
		tales.set(timeout, text);
	}
	const effects = asked.map(effectOf);
	const count = (test: (index: number) => boolean) =>
		asked.filter((_, index) => test(index)).length;
	const isBlank = (index: number) => effects[index].kind === 'blank';
	const ends = {
		[REDIRECTED]: count((index) => asked[index].fault === 'redirect'),
		InvalidParameter: count((index) => asked[index].code === 'InvalidParameter'),
		[INCOMPLETE]: count((index) => isBlank(index) && asked[index].fault === 'missingFields'),
		blank: count((index) => isBlank(index) && asked[index].fault === 'nullFields'),
		truth: count((index) => effects[index].kind === 'told'),
	};
	const texts = {
		blank: JSON.stringify(sorted(WEMAKE_BLANK)),
		truth: JSON.stringify(sorted(WEMAKE_TRUTH)),
	};
	const all = [...tales.values()].map((text) => {
		const tale: unknown = JSON.parse(text);
		return typeof tale === 'string' ? tale : JSON.stringify(sorted(tale as object));
	});
	const tally = Object.fromEntries(
		Object.keys(ends).map((name) => {
			const text = texts[name as keyof typeof texts] ?? name;
			return [name, all.filter((one) => one === text).length];
		}),
	);
	expect(tally).toEqual(ends);
	// All others were given up after the last of three faults.
	const good = Object.values(ends).reduce((sum, number) => sum + number);
	const repeatable = count((index) => ['fault', 'throttled'].includes(effects[index].kind));
	expect(asked).toHaveLength(good + repeatable);
	expect(repeatable).toBeGreaterThanOrEqual((all.length - good) * (1 + MAX_RETRIES));
}

const sorted = (value: object) => Object.fromEntries(Object.entries(value).sort());
