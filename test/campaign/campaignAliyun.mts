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
	type Storm,
	type Tale,
} from './storm.mts';
import { aliyunTruth } from './truth.mts';

const ITEMS = 1250;

const UNKNOWN = 'This Alibaba Cloud account does not know the email address';

const parameter = (entry: JournalEntry, wanted: string) =>
	queryParameters(entry.query).find(([name]) => name === wanted)?.[1] ?? '';

export const emailOf = (entry: JournalEntry) => parameter(entry, 'Email');

/** Addresses, hostile ones and twins included, one by one and by the list. */
export async function campaignAliyun(storm: Storm, seed: number, random: Random): Promise<void> {
	const { cloud } = storm.world;
	const known = cloud.aliyun.emails();
	// Twins are two lookups of one record.
	const twins = known.slice(20, 40).map((email) => email.toUpperCase());
	const emails = [...known, ...twins, 'nobody@example.com', 'no one@example.com'];
	const individual = draw(random, emails, ITEMS);
	const automatic = draw(random, emails, ITEMS);
	// The language tells whose a request is.
	const [toldIndividual, toldAutomatic] = await Promise.all([
		storm.run('aliyun', seed, individual, { language: 'en', lookupStrategy: 'individual' }),
		storm.run('aliyun', seed, automatic, { language: 'zh', lookupStrategy: 'automatic' }),
	]);

	const requests = cloud.journal.entries({ service: 'aliyun' });
	const asked = (language: string) =>
		grouped(
			requests.filter((entry) => parameter(entry, 'Lang') === language),
			emailOf,
		);
	const [askedIndividual, askedAutomatic] = [asked('en'), asked('zh')];
	const tellBy = (groups: Map<string, JournalEntry[]>) => (item: Item) =>
		aliyunTale(cloud, item.subject, seed, groups.get(item.subject), groups.has(''));
	expect(toldIndividual).toEqual(expected(individual, tellBy(askedIndividual)));
	expect(toldAutomatic).toEqual(expected(automatic, tellBy(askedAutomatic)));
	expect([askedIndividual.has(''), askedAutomatic.has('')]).toEqual([false, true]);
}

/** What the lookup of an address must say. */
export function aliyunTale(
	cloud: Cloud,
	email: string,
	seed: number,
	requests: JournalEntry[] | undefined,
	isListed: boolean,
): Tale {
	if (/["\s]/.test(email)) return { error: 'This is not an email address' };
	const record = aliyunTruth(cloud, email);
	if (!requests && isListed && cloud.aliyun.get(email)) return { record };
	const unknown = (error: string): Tale =>
		ifNotFound(seed) === 'record' ? { record: aliyunTruth(null, email) } : { error };
	const byAction = grouped(requests ?? [], ({ action }) => String(action));

	const looked = endOf(byAction.get('QueryEmailVerification') ?? [], MAX_RETRIES);
	if ('error' in looked) return { error: looked.error };
	if (looked.kind === 'blank') return unknown(UNKNOWN);
	if (record.status !== 'unknown') return { record };
	// A refusal that says nothing is settled by a list with one address.
	const settling = byAction.get('ListEmailVerification');
	if (!settling) return unknown(UNKNOWN);
	const settled = endOf(settling, MAX_RETRIES);
	return 'error' in settled ? { error: settled.error } : unknown('ParameterIllegal');
}
