import { type INodeProperties } from 'n8n-workflow';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { readList } from '../shared/fields/valueList';
import { type SubjectSnapshot } from '../shared/trigger/change';
import { type Scope, type StatusTrigger } from '../shared/trigger/statusTrigger';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject, textAt } from '../shared/values/json';
import { isoTime, shortTime } from '../shared/values/time';
import { recordOutput } from '../shared/values/verificationRecord';
import { ERRORS } from './errors';
import { readMemberUin } from './idFields';
import { fetchList, MEMBERS, PAGE_SIZE, pageCall, pageOf } from './listPages';
import { bindingCall } from './memberEmailLookup';
import { bindingRecord, memberRecord, unknownMember } from './record';
import { tencentOrganizationService } from './service';

const scopeFields: readonly INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'scope',
		type: 'options',
		default: 'organization',
		description: 'Whose email binding to watch',
		options: [
			{ name: 'Chosen Members', value: 'members' },
			{ name: 'Whole Organization', value: 'organization' },
		],
	},
	{
		displayName: 'Member UINs',
		name: 'memberUins',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 100000000101, 100000000102',
		description: 'The members to watch, separated by commas',
		displayOptions: { show: { scope: ['members'] } },
	},
];

/**
 * The snapshot of a lookup. The service states the time of a status only for a binding that succeeded
 * (`BindTime`); for the others, facts of the submission tell two occurrences apart.
 */
function snapshotOf(answer: JsonObject, memberUin: string, timeZone: string): SubjectSnapshot {
	const record = bindingRecord(answer, memberUin, timeZone);
	const since = record.status === 'verified' ? isoTime(textAt(answer, 'BindTime'), timeZone) : null;
	const facts = since === null ? ['BindId', 'ApplyTime', 'Email'] : ['BindId', 'BindTime'];
	const dedupKey = facts.map((name) => textAt(answer, name)).join(' ');
	return { record, answer, since, dedupKey, incarnation: '' };
}

/** Rows of DescribeOrganizationMembers hold the status alone: a changed member is looked up. */
export const tencentOrganizationStatusTrigger: StatusTrigger = {
	service: tencentOrganizationService,
	properties: scopeFields,
	chosenField: 'memberUins',
	triggerOn: {
		failed: 'The binding failed, or nobody clicked the link in time',
		pending: 'A verification mail was sent',
		verified: 'The email address was bound. A new member whose address is bound counts, too.',
		new: 'A member that was not there at the last poll',
		removed: 'A member that left the organization',
	},
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	scope(read, { language, timeZone }): Scope {
		const chosen = read('scope', 'organization') === 'members' ? readUins(read) : undefined;
		return {
			chosen,
			pageSize: PAGE_SIZE,
			fetchPage: async (index, call) => {
				const { rows, total } = pageOf(
					await call(pageCall(MEMBERS, index * PAGE_SIZE, {}, language)),
				);
				return {
					rows: rows.map((row) => ({
						subject: /^\d+$/.exec(textAt(row, MEMBERS.key) ?? '')?.[0] ?? '',
						record: memberRecord(row),
						answer: row,
						since: null,
						dedupKey: '',
						incarnation: shortTime(textAt(row, 'CreateTime')),
						isPartial: true,
					})),
					total,
				};
			},
			fetchSubject: async (memberUin, call) => {
				const answer = await call(bindingCall(memberUin, language));
				// A member without a binding has only nulls in the answer; perhaps an unknown UIN has, too.
				if (textAt(answer, 'BindStatus') === null) await assertMember(memberUin, language, call);
				return snapshotOf(answer, memberUin, timeZone);
			},
		};
	},
	output: recordOutput,
	unknownSubject: unknownMember,
};

/** @throws ServiceError when the list of members does not hold the UIN. */
async function assertMember(
	memberUin: string,
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<void> {
	const terms = { limit: Infinity, filter: { SearchKey: memberUin }, language };
	const rows = await fetchList(MEMBERS, terms, call);
	if (rows.some((row) => textAt(row, MEMBERS.key) === memberUin)) return;
	throw new ServiceError(ERRORS['ResourceNotFound.OrganizationMemberNotExist']!);
}

function readUins(read: (name: string, fallback: string) => unknown): string[] {
	const uins = readList(read('memberUins', ''), readMemberUin);
	if (uins.length > 0) return uins;
	throw new InvalidParameter(
		'No member is chosen',
		'Enter the UINs of the members to watch, separated by commas.',
	);
}
