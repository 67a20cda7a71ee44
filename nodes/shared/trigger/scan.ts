import { CLOCK } from '../api/clock';
import { incompleteResponse } from '../api/readResponse';
import { MAX_CONCURRENCY, sendTogether } from '../api/sendTogether';
import { type SendRequest } from '../api/service';
import { Cancelled } from '../api/serviceError';
import { nextPageCount } from '../operation/pagination';
import { type ListedSubject } from './change';
import { fetchSubject, type Poll } from './statusTrigger';

/** With fewer chosen subjects than this, a page of the list costs more than single lookups. */
const MIN_SUBJECTS_TO_LIST = 3;

/** What a page of the list, or a single lookup, says. */
interface ScannedPage {
	rows: ListedSubject[];
	/** Keys of the looked-up subjects that the service does not know. */
	notFound: string[];
	/** Keys of the subjects that could not be read. Their known state stays. */
	failed: string[];
}

/** Reads the watched subjects page by page. */
interface PageReader {
	/** The number of pages; Infinity where the service does not say. */
	pages: number;
	/** The number of subjects; Infinity where the service does not say. */
	total: number;
	read(index: number, send: SendRequest): Promise<ScannedPage>;
}

/** What a scan has found. */
export interface ScanResult extends ScannedPage {
	/** The number of subjects that the service has stated; Infinity where it does not say. */
	total: number;
	/** The page where the next poll continues; undefined when the scan is complete. */
	nextPage: number | undefined;
}

/** Reads the list, or looks chosen subjects up one by one when that takes fewer requests. */
async function createPageReader(poll: Poll): Promise<PageReader> {
	const { scope, send } = poll;
	const { chosen, pageSize } = scope;
	if (chosen && chosen.length < MIN_SUBJECTS_TO_LIST) return lookupReader(poll, chosen);
	const firstPage = await scope.fetchPage(0, send);
	const pagesFor = (total: number) => Math.max(1, Math.ceil(total / pageSize));
	if (chosen && pagesFor(firstPage.total) > chosen.length) return lookupReader(poll, chosen);
	const watched = chosen && new Set(chosen);
	const reader: PageReader = {
		pages: pagesFor(firstPage.total),
		total: firstPage.total,
		read: async (index, sendPage) => {
			const page = index === 0 ? firstPage : await scope.fetchPage(index, sendPage);
			const { rows, total, failed = [] } = page;
			// The list may grow during the scan, and some services state the total page by page.
			reader.pages = Math.max(reader.pages, pagesFor(total));
			reader.total = Math.max(reader.total, total);
			assertNamesSubjects(rows);
			// A row without a subject says nothing about any subject.
			const named = rows.filter(({ subject }) => subject !== '');
			const watchedRows = named.filter(({ subject }) => watched?.has(subject) !== false);
			// Rows that took lookups, or stand for those of chosen subjects.
			if (page.failed || watched) {
				for (const { subject } of watchedRows) poll.errors.addAnswered(subject);
			}
			for (const error of failed) poll.errors.add(error);
			poll.errors.assertAnswered([], true);
			return {
				rows: watchedRows,
				notFound: [],
				failed: failed.map(({ subject }) => subject.toLowerCase()),
			};
		},
	};
	return reader;
}

/** @throws ServiceError for a page of which no row has a subject: all its subjects would seem removed. */
function assertNamesSubjects(rows: readonly ListedSubject[]): void {
	const [first] = rows;
	if (first && rows.every(({ subject }) => subject === '')) {
		throw incompleteResponse(200, first.answer);
	}
}

/** One lookup for each subject, as if it were a page of its own. */
const lookupReader = (poll: Poll, subjects: readonly string[]): PageReader => ({
	pages: subjects.length,
	total: subjects.length,
	read: async (index, send) => {
		const subject = subjects[index]!;
		const found = await fetchSubject({ ...poll, send }, subject);
		return {
			rows: typeof found === 'object' ? [{ ...found, subject }] : [],
			notFound: found === 'notFound' ? [subject] : [],
			failed: found === 'refused' || found === 'failed' ? [subject] : [],
		};
	},
});

/**
 * Reads pages from `startPage` on while there is time. Where the service does not state a total, the scan
 * ends with a page that is empty or only repeats known rows. Of a subject that is listed twice, because it
 * moved to a later page during the scan, the later row counts.
 *
 * @throws Cancelled when the time ended before the first page was read; ServiceError when no subject could
 * be read.
 */
export async function scanSubjects(poll: Poll, startPage: number): Promise<ScanResult> {
	const startedAt = CLOCK.now();
	const reader = await createPageReader(poll);
	const rows = new Map<string, ListedSubject>();
	const notFound: string[] = [];
	const failed: string[] = [];
	let { pages } = reader;
	let nextPage = Math.min(startPage, pages - 1);
	let requested = 1;
	let isCutOff = false;
	for (let read = 0; nextPage < pages && !isCutOff; ) {
		if (read > 0 && poll.scanTimeLeft() <= 0) break;
		const count = Math.min(
			nextPageCount(nextPage, pages, MAX_CONCURRENCY),
			affordablePages(poll, requested, CLOCK.now() - startedAt),
		);
		requested += count;
		const knownRows = rows.size;
		const complete = await readUntilCancelled(poll, reader, nextPage, count);
		isCutOff = complete.length < count;
		read += complete.length;
		if (read === 0) throw new Cancelled();
		for (const row of complete.flatMap((page) => page.rows)) rows.set(row.subject, row);
		notFound.push(...complete.flatMap((page) => page.notFound));
		failed.push(...complete.flatMap((page) => page.failed));
		nextPage += complete.length;
		const isLastPage = !isCutOff && (complete.at(-1)!.rows.length === 0 || rows.size === knownRows);
		if (pages !== Infinity) pages = Math.max(pages, reader.pages);
		else if (isLastPage) pages = nextPage;
	}
	const isAllFailed = failed.length > 0 && rows.size === 0 && notFound.length === 0;
	if (isAllFailed && startPage === 0 && nextPage >= pages) throw poll.errors.asError();
	return {
		rows: [...rows.values()],
		notFound,
		failed,
		total: reader.total,
		nextPage: nextPage < pages ? nextPage : undefined,
	};
}

/** How many pages the time left is enough for, at the speed of the pages so far; at least one. */
const affordablePages = (poll: Poll, requested: number, elapsed: number): number =>
	Math.max(1, Math.floor((poll.scanTimeLeft() * requested) / elapsed) || 1);

/** Reads pages at the same time; those before the first one that the end of the time cut off. */
async function readUntilCancelled(
	{ send }: Poll,
	reader: PageReader,
	startPage: number,
	count: number,
): Promise<ScannedPage[]> {
	const indexes = Array.from({ length: count }, (_, index) => startPage + index);
	const pages = await sendTogether(
		indexes,
		send,
		async (index, sendPage) =>
			await reader.read(index, sendPage).catch((error: unknown) => {
				if (error instanceof Cancelled) return undefined;
				throw error;
			}),
	);
	const end = pages.indexOf(undefined);
	return (end < 0 ? pages : pages.slice(0, end)) as ScannedPage[];
}
