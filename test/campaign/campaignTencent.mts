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
	type Campaign,
	type ItemOutcome,
} from './useCampaign.mts';
import { memberRecord, BLANK_ACCOUNT_RECORD, ACCOUNT_RECORD } from './expectedRecords.mts';

const TENCENT_ITEMS = 1980;
const HANGING_ITEMS = 20;
const WEMAKE_ITEMS = 500;
/** None of their requests is ever answered: they run beside the others, with a short timeout. */
export const HANGING = ['997', '100000000101', '100000000102'];

export const uinOf = ({ body }: JournalEntry) => /^\{"MemberUin":(\d+)\}$/.exec(body)![1];

/** Member UINs, some of them without a member or without any answer, and WeMake's one account. */
export async function campaignTencent(
	campaign: Campaign,
	seed: number,
	random: Random,
): Promise<void> {
	const { cloud } = campaign.world;
	const uins = [...cloud.tencent.uins(), '998', '999', 'x'];
	const answering = uins.filter((uin) => !HANGING.includes(uin));
	const tencent = draw(random, answering, TENCENT_ITEMS);
	const hanging = draw(random, HANGING, HANGING_ITEMS);
	// The service knows one subject only: lookups differ by their timeout.
	const wemake = draw(random, [''], WEMAKE_ITEMS).map((item) => ({
		...item,
		timeout: 60_000 + random.between(1, 150),
	}));
	const [outcomes, hangingOutcomes, accountOutcomes] = await Promise.all([
		campaign.run('tencent', seed, tencent),
		campaign.run('tencent', seed, hanging, { timeout: 200 }),
		campaign.run('wemake', seed, wemake, { timeout: '={{ $json.timeout }}' }),
	]);

	const asked = grouped(cloud.journal.entries({ service: 'tencent' }), uinOf);
	expect(outcomes).toEqual(
		expected(tencent, ({ subject }) => memberOutcome(cloud, subject, seed, asked)),
	);
	expect(hangingOutcomes).toEqual(expected(hanging, () => ({ error: 'ECONNABORTED' })));
	for (const uin of HANGING) {
		// Under load an attempt may run out of time before it leaves.
		expect(asked.get(uin)?.length ?? 0).toBeLessThanOrEqual(1 + MAX_RETRIES);
	}
	expectWemake(wemake, accountOutcomes, cloud.journal.entries({ service: 'wemake' }));
}

/** The outcome that the lookup of a member must have. */
export function memberOutcome(
	cloud: Cloud,
	subject: string,
	seed: number,
	asked: Map<string, JournalEntry[]>,
): ItemOutcome {
	if (subject === 'x') return { error: 'This is not a member UIN' };
	const end = endOf(asked.get(subject) ?? [], MAX_RETRIES);
	if ('error' in end) return { error: end.error };
	if (cloud.tencent.get(subject) || ifNotFound(seed) === 'record') {
		return { record: memberRecord(cloud, subject, end.kind === 'blank') };
	}
	return { error: 'ResourceNotFound.OrganizationMemberNotExist' };
}

type RunOutcomes = Awaited<ReturnType<Campaign['run']>>;

/** A request does not name its lookup. So only the numbers of outcomes are compared. */
function expectWemake(
	items: Array<Item & { timeout: number }>,
	results: RunOutcomes,
	asked: JournalEntry[],
) {
	expect(results.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	const outcomes = new Map<number, string>();
	for (const [index, outcome] of results.entries()) {
		const { timeout } = items[index];
		const text = JSON.stringify('record' in outcome ? outcome.record : outcome.error);
		// Equal lookups are one.
		expect(text).toBe(outcomes.get(timeout) ?? text);
		outcomes.set(timeout, text);
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
		truth: count((index) => effects[index].kind === 'answered'),
	};
	const texts = {
		blank: JSON.stringify(sorted(BLANK_ACCOUNT_RECORD)),
		truth: JSON.stringify(sorted(ACCOUNT_RECORD)),
	};
	const all = [...outcomes.values()].map((text) => {
		const outcome: unknown = JSON.parse(text);
		return typeof outcome === 'string' ? outcome : JSON.stringify(sorted(outcome as object));
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
