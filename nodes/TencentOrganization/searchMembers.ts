import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { isJsonObject, textAt } from '../shared/json';
import { readOptions } from '../shared/options';
import { callFromEditor } from '../shared/transport';
import { tencentOrganizationService } from './service';

/** The service's largest page; offsets are multiples of it. */
const PAGE_SIZE = 50;

/** Members for the list of the editor, searched by name or UIN on the service's side. */
export async function searchMembers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken ?? 0);
	const options = readOptions({ timeout: 15_000 });
	const answer = await callFromEditor.call(
		this,
		tencentOrganizationService,
		{
			action: 'DescribeOrganizationMembers',
			kind: 'read',
			parameters: { Offset: offset, Limit: PAGE_SIZE, ...(filter && { SearchKey: filter }) },
			language: options.language,
			expects: ['Items'],
		},
		options,
	);
	const members = Array.isArray(answer.Items) ? answer.Items.filter(isJsonObject) : [];
	const next = offset + PAGE_SIZE;
	return {
		results: members.map((member) => {
			const uin = textAt(member, 'MemberUin') ?? '';
			const name = textAt(member, 'Name');
			return { name: name ? `${name} (${uin})` : uin, value: uin };
		}),
		...(members.length > 0 && next < Number(answer.Total) && { paginationToken: String(next) }),
	};
}
