// The three triggers as workflows, and how often they have looked.
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { until } from './until.mts';
import { linked, lookup, type NodeFile } from './workflows.mts';

/** n8n refuses a schedule that fires more than once a minute, but takes as many schedules as there are. */
export const OFTEN = {
	item: Array.from({ length: 30 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 2} * * * * *`,
	})),
};
/** What each trigger asks for once a poll, whatever it finds. */
export const WATCHES = {
	tencent: {
		type: 'tencentOrganizationTrigger',
		parameters: { scope: 'organization' },
		action: 'DescribeOrganizationMembers',
	},
	aliyun: {
		type: 'aliyunEmailVerificationTrigger',
		parameters: { scope: 'all' },
		action: 'ListEmailVerification',
	},
	wemake: {
		type: 'iamAccountTrigger',
		parameters: { scope: 'subAccounts' },
		action: 'DescribeSubAccounts',
	},
} as const;
export type Name = keyof typeof WATCHES;
export const NAMES = Object.keys(WATCHES) as Name[];

export const watch = (name: Name, more: object = {}): NodeFile => {
	const { type, parameters } = WATCHES[name];
	const options = { maxRetries: 0 };
	const common = { pollTimes: OFTEN, triggerOn: ['any'], simplify: true, options };
	return lookup(type, { ...common, ...parameters, ...more }, { name: 'Watch' });
};

/**
 * A trigger, and somebody who hears of each of its items. Several workflows with one kind of trigger have
 * each an id of their own, which the name of the trigger in n8n's log holds, too.
 */
export const watching = (
	name: Name,
	url: string,
	more: object = {},
	{ id = name, ...node }: { id?: string } & Partial<NodeFile> = {},
): WorkflowFile =>
	linked(
		id,
		[
			{ ...watch(name, more), name: `Watch ${id}`, ...node },
			{
				name: 'Report',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `${url}/${id}`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ $json }}',
					options: {},
				},
			},
		],
		[[`Watch ${id}`, 'Report']],
	);

/** Waits until a trigger has looked around so many times more. */
export async function polls({ journal }: Cloud, name: Name, count: number): Promise<void> {
	const { action } = WATCHES[name];
	const asked = () => journal.entries({ action }).filter(({ status }) => status === 200);
	const before = asked().length;
	const pages = name === 'tencent' ? 2 : 1;
	await until(`${count} polls of ${name}`, () => asked().length >= before + count * pages);
}
