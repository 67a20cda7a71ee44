// The local cloud in a process of its own, so that it does not share the client's event loop.
import { startCloud, type Cloud } from '../../sandbox/cloud/cloud.mts';
import { DAY_MS } from '../../sandbox/cloud/time.mts';
import { serve } from './remote.mts';

const TENCENT_LOOKUP = 'DescribeOrganizationMemberEmailBind';

let cloud: Cloud;

const handlers = {
	/** Starts it with so many subjects; the answer names them. */
	async start({ members, emails }: { members: number; emails: number }) {
		cloud = await startCloud({ members, emails });
		const { url, port } = cloud;
		return { url, port, uins: cloud.tencent.uins(), emails: cloud.aliyun.emails() };
	},

	/** Forgets what was; the round trip in milliseconds, and the quota where it is not the documented one. */
	prepare({ latency, isUnlimited = false }: { latency: number; isUnlimited?: boolean }) {
		cloud.reset();
		if (latency > 0) cloud.faults.add({ kind: 'latency', ms: latency });
		if (isUnlimited) cloud.quotas.set('tencent', TENCENT_LOOKUP, null);
	},

	/** So many subjects that waited are verified. */
	change({ service, count }: { service: 'tencent' | 'aliyun'; count: number }) {
		const { tencent, aliyun } = cloud;
		const waiting = {
			tencent: () =>
				tencent.uins().filter((uin) => tencent.bindStatus(tencent.get(uin)!) === 'Valid'),
			aliyun: () =>
				aliyun.emails().filter((email) => {
					const { status, createdAt } = aliyun.get(email)!;
					return status === 0 && createdAt > Date.now() - DAY_MS;
				}),
		};
		for (const subject of waiting[service]().slice(0, count)) cloud[service].clickLink(subject);
	},

	/** When each request arrived, in milliseconds, and whether it was refused. */
	arrivals() {
		const entries = cloud.journal.entries();
		return entries.map(({ at, code, durationMs }) => ({
			at,
			durationMs,
			isRefused: code !== null,
		}));
	},

	/** What arrived since, and how much of it was refused, for whatever reason. */
	count() {
		const entries = cloud.journal.entries();
		return {
			requests: entries.length,
			refused: entries.filter(({ code }) => code !== null).length,
		};
	},
};

export type CloudHandlers = typeof handlers;

serve(handlers);
