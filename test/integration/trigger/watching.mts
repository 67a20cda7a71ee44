// A room's own trigger in n8n's poll context, against a local cloud that is new for every test.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../../sandbox/cloud/cloud.mts';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { type Lookup, type ServiceName, TRIGGERS, useWorld } from '../harness/world.mts';

/** What a test asks of one poll. */
export interface PollRequest extends Pick<Lookup, 'credential' | 'options'> {
	credentialId?: string;
	parameters?: IDataObject;
	mode?: 'trigger' | 'manual';
	budgetMs?: number;
}

/** Of each kind one: making all that a cloud usually has takes longer than most tests. */
const SMALL: CloudOptions = { members: 1, emails: 1, accounts: 1, subAccounts: 1 };

export function useWatching(service: ServiceName, subjects: CloudOptions) {
	const world = useWorld(SMALL);
	/** Moves the cloud's clock, so that two changes have two times. */
	let aheadMs = 0;
	/** Of each cloud: a pace that one test slowed down is not the next one's. */
	let account = 0;
	const watching = {
		world,
		/** What n8n stores for the node. */
		staticData: {} as { state?: StoredState },
		/** What every poll asks for, unless it says otherwise. */
		usual: {} as PollRequest,
		/** What the last poll sent. */
		requests: [] as JournalEntry[],
		get cloud(): Cloud {
			return world.cloud;
		},

		/** Starts the cloud anew. */
		async renew(more: CloudOptions = {}) {
			await world.cloud.close();
			aheadMs = 0;
			world.cloud = await startCloud({
				...SMALL,
				...subjects,
				...more,
				now: () => Date.now() + aheadMs,
			});
			for (const action of ['Members', 'MemberEmailBind']) {
				world.cloud.quotas.set('tencent', `DescribeOrganization${action}`, null);
			}
			watching.staticData = {};
			account += 1;
		},

		passSeconds(seconds: number) {
			aheadMs += seconds * 1000;
		},

		/** The events of one poll; none are null, as n8n wants it. */
		async poll(request: PollRequest = {}): Promise<IDataObject[] | null> {
			const { usual } = watching;
			const { mode, budgetMs } = request;
			const { credentials } = world.request(service, {
				credential: { ...usual.credential, ...request.credential },
			});
			const before = world.cloud.journal.entries().length;
			try {
				const items = await world.engine.poll(
					{
						node: TRIGGERS[service],
						credentials,
						credentialId: request.credentialId ?? `${account}`,
						parameters: {
							...usual.parameters,
							...request.parameters,
							options: {
								maxRetries: 0,
								requestsPerSecond: 1000,
								...usual.options,
								...request.options,
							},
						} as INodeParameters,
					},
					watching.staticData as IDataObject,
					{ ...(mode && { mode }), ...(budgetMs !== undefined && { budgetMs }) },
				);
				return items && items.map(({ json }) => json);
			} finally {
				watching.requests = world.cloud.journal.entries().slice(before);
			}
		},

		/** A poll that must tell something. */
		async events(request: PollRequest = {}): Promise<IDataObject[]> {
			const events = await watching.poll(request);
			expect(events).not.toBeNull();
			return events!;
		},

		/** Does something just when a request arrives, before it is answered. */
		atRequest(isMeant: (entry: JournalEntry) => boolean, act: () => void) {
			const { journal } = world.cloud;
			const { add } = journal;
			journal.add = (entry) => {
				add(entry);
				if (!isMeant(entry)) return;
				journal.add = add;
				act();
			};
		},
	};
	beforeEach(async () => {
		watching.usual = {};
		await watching.renew();
	});
	return watching;
}

export type Watching = ReturnType<typeof useWatching>;

export const copy = <T,>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
export const subjectsOf = (events: IDataObject[] | null) =>
	(events ?? []).map(({ subject }) => subject);
export const idsOf = (events: IDataObject[] | null) => (events ?? []).map(({ eventId }) => eventId);
