import type { IDataObject } from 'n8n-workflow';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { useWorld, type Lookup, type LookupResult } from '../harness/world.mts';

let count = 0;
/** Addresses that no test has used before. */
export const fresh = (length = 1, domain = 'new.example.com'): string[] =>
	Array.from({ length }, () => `person${count++}@${domain}`);

/** The world of one file, and a way to run any operation of the node in it. */
export function useAliyun(emails = 20) {
	const world = useWorld({ members: 1, accounts: 1, emails });

	/** Runs an operation; an item that is a text, or a list, names its addresses. */
	const run = async (
		operation: string,
		items: Array<string | string[] | IDataObject>,
		{ parameters, ...lookup }: Lookup = {},
	): Promise<LookupResult> =>
		await world.lookup(
			'aliyun',
			items.map((item) =>
				typeof item === 'string' || Array.isArray(item) ? { emails: item } : item,
			),
			{ ...lookup, parameters: { operation, emails: '={{ $json.emails }}', ...parameters } },
		);

	/** Lists with these filters; without filters it lists everything. */
	const list = async (filters: IDataObject | string = {}, { parameters, ...lookup }: Lookup = {}) =>
		await run('getMany', [{}], {
			...lookup,
			parameters: { returnAll: true, filters: filters as never, ...parameters },
		});

	/** The status of an address in the cloud: 0 pending, 1 verified. */
	const stateOf = (email: string) => world.cloud.aliyun.get(email)?.status;

	return { world, run, list, stateOf };
}

/** The commands on addresses: how an address gets ready for one, its state then, and its state after. */
export const ADDRESS_COMMANDS = [
	{
		operation: 'submit',
		action: 'SubmitEmailVerification',
		steps: [],
		before: undefined,
		after: 0,
	},
	{
		operation: 'resend',
		action: 'ResendEmailVerification',
		steps: ['submit'],
		before: 0,
		after: 0,
	},
	{
		operation: 'delete',
		action: 'DeleteEmailVerification',
		steps: ['submit', 'clickLink'],
		before: 1,
		after: undefined,
	},
] as const;

export type AddressCommand = (typeof ADDRESS_COMMANDS)[number];

/** Brings addresses into the state that a command needs. */
export function prepare(
	{ cloud }: ReturnType<typeof useWorld>,
	{ steps }: Pick<AddressCommand, 'steps'>,
	emails: string[],
): string[] {
	for (const email of emails) for (const step of steps) cloud.aliyun[step](email);
	return emails;
}

/** What the simplified item of a command is. */
export const doneItem = (operation: string, subject: string): IDataObject =>
	operation === 'delete'
		? { provider: 'aliyun', subject, deleted: true }
		: { ...mailedRecord(subject, 'pending'), mailSent: true };

export const mailedRecord = (subject: string, status: 'pending' | 'unknown'): IDataObject => ({
	provider: 'aliyun',
	subject,
	status,
	isVerified: false,
	email: subject,
	phone: null,
	emailStatus: status,
	phoneStatus: null,
	verifiedAt: null,
	reason: null,
});

export const queryOf = ({ query }: JournalEntry) => new URLSearchParams(query);

/** The addresses of each request. */
export const addressesOf = (requests: JournalEntry[]): string[][] =>
	requests.map((request) => queryOf(request).get('Email')!.split(','));

export const adviceOf = (item: IDataObject) => String((item.details as IDataObject).advice);
