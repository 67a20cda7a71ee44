import { queryParameters } from '../../sandbox/cloud/call.mts';
import type { JournalEntry } from '../../sandbox/cloud/journal.mts';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import type { Random } from '../../sandbox/cloud/random.mts';
import { endOf, grouped } from './mixedFaults.mts';
import {
	draw,
	expected,
	ifNotFound,
	MAX_RETRIES,
	type Item,
	type Campaign,
	type ItemOutcome,
} from './useCampaign.mts';
import { emailRecord } from './expectedRecords.mts';

const ITEMS = 1250;

const UNKNOWN = 'This Alibaba Cloud account does not know the email address';

const parameter = (entry: JournalEntry, wanted: string) =>
	queryParameters(entry.query).find(([name]) => name === wanted)?.[1] ?? '';

export const emailOf = (entry: JournalEntry) => parameter(entry, 'Email');

/** Addresses, hostile ones and twins included, one by one and by the list. */
export async function campaignAliyun(
	campaign: Campaign,
	seed: number,
	random: Random,
): Promise<void> {
	const { cloud } = campaign.world;
	const known = cloud.aliyun.emails();
	// Twins are two lookups of one record.
	const twins = known.slice(20, 40).map((email) => email.toUpperCase());
	const emails = [...known, ...twins, 'nobody@example.com', 'no one@example.com'];
	const individual = draw(random, emails, ITEMS);
	const automatic = draw(random, emails, ITEMS);
	// The language tells the requests of the two runs apart.
	const [individualOutcomes, automaticOutcomes] = await Promise.all([
		campaign.run('aliyun', seed, individual, { language: 'en', lookupStrategy: 'individual' }),
		campaign.run('aliyun', seed, automatic, { language: 'zh', lookupStrategy: 'automatic' }),
	]);

	const requests = cloud.journal.entries({ service: 'aliyun' });
	const asked = (language: string) =>
		grouped(
			requests.filter((entry) => parameter(entry, 'Lang') === language),
			emailOf,
		);
	const [askedIndividual, askedAutomatic] = [asked('en'), asked('zh')];
	const outcomeBy = (groups: Map<string, JournalEntry[]>) => (item: Item) =>
		emailOutcome(cloud, item.subject, seed, groups.get(item.subject), groups.has(''));
	expect(individualOutcomes).toEqual(expected(individual, outcomeBy(askedIndividual)));
	expect(automaticOutcomes).toEqual(expected(automatic, outcomeBy(askedAutomatic)));
	expect([askedIndividual.has(''), askedAutomatic.has('')]).toEqual([false, true]);
}

/** The outcome that the lookup of an address must have. */
export function emailOutcome(
	cloud: Cloud,
	email: string,
	seed: number,
	requests: JournalEntry[] | undefined,
	isListed: boolean,
): ItemOutcome {
	if (/["\s]/.test(email)) return { error: 'This is not an email address' };
	const record = emailRecord(cloud, email);
	if (!requests && isListed && cloud.aliyun.get(email)) return { record };
	const unknown = (error: string): ItemOutcome =>
		ifNotFound(seed) === 'record' ? { record: emailRecord(null, email) } : { error };
	const byAction = grouped(requests ?? [], ({ action }) => String(action));

	const looked = endOf(byAction.get('QueryEmailVerification') ?? [], MAX_RETRIES);
	if ('error' in looked) return { error: looked.error };
	if (looked.kind === 'blank') return unknown(UNKNOWN);
	if (record.status !== 'unknown') return { record };
	// An error that may mean anything is settled by a list that is filtered by the address.
	const settling = byAction.get('ListEmailVerification');
	if (!settling) return unknown(UNKNOWN);
	const settled = endOf(settling, MAX_RETRIES);
	return 'error' in settled ? { error: settled.error } : unknown('ParameterIllegal');
}
