import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { callFromEditor } from '../shared/api/callFromEditor';
import { readOptions } from '../shared/fields/readOptions';
import { type Page } from '../shared/operation/pagination';
import { type JsonObject, textAt } from '../shared/values/json';
import { DEPARTMENTS, MEMBERS, PAGE_SIZE, pageCall, pageOf } from './listPages';
import { tencentOrganizationService } from './service';

/** Members for the list in the editor. The service searches them by name or UIN. */
export async function searchMembers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken ?? 0);
	const page = await fetchPage.call(this, MEMBERS, offset, filter ? { SearchKey: filter } : {});
	return searchResult(listItems(page, MEMBERS.key), nextOffset(offset, page));
}

/**
 * Departments for the list in the editor. The service has no search for them: pages are read until a
 * page has a department whose name or ID contains the filter, or a page only repeats earlier rows.
 */
export async function searchDepartments(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const searchText = filter.toLowerCase();
	const seen = new Set<unknown>();
	for (let offset = Number(paginationToken ?? 0); ; offset += PAGE_SIZE) {
		const page = await fetchPage.call(this, DEPARTMENTS, offset, {});
		const departments = listItems(page, DEPARTMENTS.key);
		const found = departments.filter(({ name }) => name.toLowerCase().includes(searchText));
		const isNew = departments.some(({ value }) => !seen.has(value));
		for (const { value } of departments) seen.add(value);
		const next = isNew ? nextOffset(offset, page) : undefined;
		if (found.length > 0 || next === undefined) return searchResult(found, next);
	}
}

async function fetchPage(
	this: ILoadOptionsFunctions,
	list: typeof MEMBERS,
	offset: number,
	filter: Record<string, unknown>,
): Promise<Page> {
	const options = readOptions({ timeout: 15_000 });
	const call = pageCall(list, offset, filter, options.language);
	return pageOf(await callFromEditor.call(this, tencentOrganizationService, call, options));
}

const listItems = ({ rows }: Page, key: string): INodeListSearchItems[] =>
	rows.map((row: JsonObject) => {
		const id = textAt(row, key) ?? '';
		const name = textAt(row, 'Name');
		return { name: name ? `${name} (${id})` : id, value: id };
	});

/** The offset of the next page; undefined after the last page. */
const nextOffset = (offset: number, { rows, total }: Page): number | undefined =>
	rows.length > 0 && offset + PAGE_SIZE < total ? offset + PAGE_SIZE : undefined;

const searchResult = (
	results: INodeListSearchItems[],
	next: number | undefined,
): INodeListSearchResult => ({
	results,
	...(next !== undefined && { paginationToken: String(next) }),
});
