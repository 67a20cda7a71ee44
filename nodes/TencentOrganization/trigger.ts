import { type INodeProperties } from 'n8n-workflow';
import { Failure, InvalidInput } from '../shared/failure';
import { listOf } from '../shared/inputs';
import { type JsonObject, textAt } from '../shared/json';
import { type Scope, type StatusTrigger } from '../shared/poll';
import { recordOutput } from '../shared/record';
import { isoTime } from '../shared/time';
import { type Sight } from '../shared/watch';
import { bindingCall } from './binding';
import { readMemberUin } from './locators';
import { MEMBERS, PAGE_SIZE, pageCall, pageOf } from './pages';
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

/** What a lookup says, and since when. */
function sightOf(answer: JsonObject, memberUin: string, timeZone: string): Sight {
	const record = bindingRecord(answer, memberUin, timeZone);
	const since = record.status === 'verified' ? 'BindTime' : 'ApplyTime';
	return {
		record,
		answer,
		// When a binding failed is not told; when it was submitted tells it from the next one.
		since: record.status === 'failed' ? null : isoTime(textAt(answer, since), timeZone),
		// A failed binding may begin anew under its old ID, with another address.
		mark: ['BindId', 'ApplyTime', 'Email']
			.map((name) => textAt(answer, name))
			.join(' ')
			.trim(),
		life: '',
	};
}

/** Pages of DescribeOrganizationMembers tell who changed; each of those is looked up. */
export const tencentOrganizationStatusTrigger: StatusTrigger = {
	service: tencentOrganizationService,
	properties: scopeFields,
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	scope(read, { language, timeZone }): Scope {
		const chosen = read('scope', 'organization') === 'members' ? readUins(read) : undefined;
		return {
			chosen,
			page: async (index, call) => {
				const { rows, total } = pageOf(
					await call(pageCall(MEMBERS, index * PAGE_SIZE, {}, language)),
				);
				return {
					rows: rows.map((row) => ({
						subject: textAt(row, MEMBERS.key) ?? '',
						record: memberRecord(row),
						answer: row,
						life: textAt(row, 'CreateTime') ?? '',
						since: null,
						isShort: true,
					})),
					pages: Math.ceil(total / PAGE_SIZE),
				};
			},
			look: async (memberUin, call) =>
				await call(bindingCall(memberUin, language)).then(
					(answer) => sightOf(answer, memberUin, timeZone),
					(error: unknown) => {
						if (error instanceof Failure && error.notFound) return undefined;
						throw error;
					},
				),
		};
	},
	output: recordOutput,
	unknownSubject: unknownMember,
};

function readUins(read: (name: string, fallback: string) => unknown): string[] {
	const uins = [...new Set(listOf(read('memberUins', '')).map(readMemberUin))];
	if (uins.length > 0) return uins;
	throw new InvalidInput(
		'No member is chosen',
		'Enter the UINs of the members to watch, separated by commas.',
	);
}
