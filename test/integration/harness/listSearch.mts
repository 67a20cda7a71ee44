import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

/** What a searchable list of the editor offers on all of its pages, one after another. */
export async function allPages(
	search: (page: string | undefined) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchItems[]> {
	const found: INodeListSearchItems[] = [];
	let page: string | undefined;
	do {
		const { results, paginationToken } = await search(page);
		found.push(...results);
		page = paginationToken as string | undefined;
	} while (page);
	return found;
}
