import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { callFromEditor } from '../shared/api/callFromEditor';
import { readOptions } from '../shared/fields/options';
import { type Page } from '../shared/operation/pagination';
import { type JsonObject, textAt } from '../shared/values/json';
import { DEPARTMENTS, MEMBERS, PAGE_SIZE, pageCall, pageOf } from './listPages';
import { tencentOrganizationService } from './service';

/** Members for the list of the editor, searched by name or UIN on the service's side. */
export async function searchMembers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken ?? 0);
	const page = await pageAt.call(this, MEMBERS, offset, filter ? { SearchKey: filter } : {});
	return result(choices(page, MEMBERS.key), following(offset, page));
}

/**
 * Departments for the list of the editor. The service cannot search them: pages are read until one
 * holds a name or ID with the filter in it, or only repeats what others held.
 */
export async function searchDepartments(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	const seen = new Set<unknown>();
	for (let offset = Number(paginationToken ?? 0); ; offset += PAGE_SIZE) {
		const page = await pageAt.call(this, DEPARTMENTS, offset, {});
		const departments = choices(page, DEPARTMENTS.key);
		const found = departments.filter(({ name }) => name.toLowerCase().includes(wanted));
		const isNew = departments.some(({ value }) => !seen.has(value));
		for (const { value } of departments) seen.add(value);
		const next = isNew ? following(offset, page) : undefined;
		if (found.length > 0 || next === undefined) return result(found, next);
	}
}

async function pageAt(
	this: ILoadOptionsFunctions,
	list: typeof MEMBERS,
	offset: number,
	filter: Record<string, unknown>,
): Promise<Page> {
	const options = readOptions({ timeout: 15_000 });
	const call = pageCall(list, offset, filter, options.language);
	return pageOf(await callFromEditor.call(this, tencentOrganizationService, call, options));
}

const choices = ({ rows }: Page, key: string): INodeListSearchItems[] =>
	rows.map((row: JsonObject) => {
		const id = textAt(row, key) ?? '';
		const name = textAt(row, 'Name');
		return { name: name ? `${name} (${id})` : id, value: id };
	});

/** The offset of the next page; undefined when this one was the last. */
const following = (offset: number, { rows, total }: Page): number | undefined =>
	rows.length > 0 && offset + PAGE_SIZE < total ? offset + PAGE_SIZE : undefined;

const result = (
	results: INodeListSearchItems[],
	next: number | undefined,
): INodeListSearchResult => ({
	results,
	...(next !== undefined && { paginationToken: String(next) }),
});
