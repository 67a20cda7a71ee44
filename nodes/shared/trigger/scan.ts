import { CLOCK } from '../api/clock';
import { incompleteResponse } from '../api/readResponse';
import { MAX_CONCURRENCY, sendTogether } from '../api/sendTogether';
import { type SendRequest } from '../api/service';
import { Cancelled } from '../api/serviceError';
import { nextPageCount } from '../operation/pagination';
import { type ListedSubject } from './change';
import { type ScanCursor } from './state';
import { fetchSubject, type Poll, type SubjectPage } from './statusTrigger';
import { giveUpFirst, noAnswerInTime } from './subjectErrors';

/** With fewer chosen subjects than this, a page of the list costs more than single lookups. */
const MIN_SUBJECTS_TO_LIST = 3;

/** What a page of the list, or a single lookup, says. */
interface ScannedPage {
	rows: ListedSubject[];
	/** Keys of the looked-up subjects that the service does not know. */
	notFound: string[];
	/** Keys of the subjects that could not be read. Their known state stays. */
	failed: string[];
	/** The first row for which there was no time. */
	unreadFrom?: number;
}

/** Where a scan begins. */
export type ScanStart = Pick<ScanCursor, 'page' | 'row'>;

export const isStart = ({ page, row = 0 }: ScanStart): boolean => page === 0 && row === 0;

/** Reads the watched subjects page by page. */
interface PageReader {
	/** The number of pages; Infinity where the service does not say. */
	pages: number;
	/** The number of subjects; Infinity where the service does not say. */
	total: number;
	read(index: number, send: SendRequest): Promise<ScannedPage>;
	/** In place of a page that was not answered in the time of a whole poll. */
	unanswered?(index: number): ScannedPage;
}

/** What a scan has found. */
export interface ScanResult extends Omit<ScannedPage, 'unreadFrom'> {
	/** The number of subjects that the service has stated; Infinity where it does not say. */
	total: number;
	/** Where the next poll continues; undefined when the scan is complete. */
	next: ScanStart | undefined;
}

/** Reads the list, or looks chosen subjects up one by one when that takes fewer requests. */
async function createPageReader(poll: Poll, start: ScanStart): Promise<PageReader> {
	const { scope, sendInScan } = poll;
	const { chosen, pageSize } = scope;
	if (chosen && chosen.length < MIN_SUBJECTS_TO_LIST) return lookupReader(poll, chosen);
	const fromRow = (index: number) => (index === start.page ? (start.row ?? 0) : 0);
	// A scan that goes on needs the total of the first page, not its rows.
	const firstPage = await scope.fetchPage(0, sendInScan, start.page === 0 ? fromRow(0) : Infinity);
	const pagesFor = (total: number) => Math.max(1, Math.ceil(total / pageSize));
	if (chosen && pagesFor(firstPage.total) > chosen.length) return lookupReader(poll, chosen);
	const watched = chosen && new Set(chosen);
	const reader: PageReader = {
		pages: pagesFor(firstPage.total),
		total: firstPage.total,
		read: async (index, sendPage) => {
			const page =
				index === 0 && start.page === 0
					? firstPage
					: await scope.fetchPage(index, sendPage, fromRow(index));
			// The list may grow during the scan, and some services state the total page by page.
			reader.pages = Math.max(reader.pages, pagesFor(page.total));
			reader.total = Math.max(reader.total, page.total);
			return scannedPage(poll, page, watched);
		},
	};
	return reader;
}

/** What a page says of the watched subjects. */
function scannedPage(
	{ errors }: Poll,
	{ rows, failed, unreadFrom }: SubjectPage,
	watched: ReadonlySet<string> | undefined,
): ScannedPage {
	assertNamesSubjects(rows);
	// A row without a subject says nothing about any subject.
	const watchedRows = rows.filter(
		({ subject }) => subject !== '' && watched?.has(subject) !== false,
	);
	// Rows that took lookups, or stand for those of chosen subjects.
	if (failed || watched) for (const { subject } of watchedRows) errors.addAnswered(subject);
	for (const error of failed ?? []) errors.add(error);
	errors.assertAnswered([], true);
	return {
		rows: watchedRows,
		notFound: [],
		failed: (failed ?? []).map(({ subject }) => subject.toLowerCase()),
		unreadFrom,
	};
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
	unanswered: (index) => {
		const subject = subjects[index]!;
		poll.errors.add({ subject, error: noAnswerInTime() });
		return { rows: [], notFound: [], failed: [subject] };
	},
});

/**
 * Reads pages from `start` on while there is time. Where the service does not state a total, the scan
 * ends with a page that is empty or only repeats known rows. Of a subject that is listed twice, because it
 * moved to a later page during the scan, the later row counts.
 *
 * @throws Cancelled when the time ended before the first page was read; ServiceError when no subject could
 * be read.
 */
export async function scanSubjects(poll: Poll, start: ScanStart): Promise<ScanResult> {
	const startedAt = CLOCK.now();
	const reader = await createPageReader(poll, start);
	const found: FoundSubjects = { rows: new Map(), notFound: [], failed: [] };
	let { pages } = reader;
	let next: ScanStart = { page: Math.min(start.page, pages - 1) };
	// A first page without its rows says nothing of the speed.
	let requested = start.page === 0 ? 1 : 0;
	let isCutOff = false;
	for (let read = 0; next.page < pages && !isCutOff; ) {
		if (read > 0 && poll.scanTimeLeft() <= 0) break;
		const count = Math.min(
			nextPageCount(next.page, pages, MAX_CONCURRENCY),
			affordablePages(poll, requested, CLOCK.now() - startedAt),
		);
		requested += count;
		const knownRows = found.rows.size;
		const mayHang = read === 0 ? { isResumed: !isStart(start) } : undefined;
		const answered = await readUntilCancelled(poll, reader, next.page, count, mayHang);
		read += answered.length;
		if (read === 0) throw new Cancelled();
		collect(found, answered);
		const row = answered.at(-1)?.unreadFrom;
		isCutOff = answered.length < count || row !== undefined;
		next =
			row === undefined
				? { page: next.page + answered.length }
				: { page: next.page + answered.length - 1, row };
		const isLastPage =
			!isCutOff && (answered.at(-1)!.rows.length === 0 || found.rows.size === knownRows);
		if (pages !== Infinity) pages = Math.max(pages, reader.pages);
		else if (isLastPage) pages = next.page;
	}
	const isComplete = next.page >= pages;
	if (isComplete && isStart(start)) assertNotAllFailed(poll, found);
	const rows = [...found.rows.values()];
	return { ...found, rows, total: reader.total, next: isComplete ? undefined : next };
}

/** How many pages the time left is enough for, at the speed of the pages so far; at least one. */
const affordablePages = (poll: Poll, requested: number, elapsed: number): number =>
	Math.max(1, Math.floor((poll.scanTimeLeft() * requested) / elapsed) || 1);

/** What the pages of a scan say together. */
interface FoundSubjects {
	/** By subject. */
	rows: Map<string, ListedSubject>;
	notFound: string[];
	failed: string[];
}

function collect(found: FoundSubjects, pages: readonly ScannedPage[]): void {
	for (const { rows, notFound, failed } of pages) {
		for (const row of rows) found.rows.set(row.subject, row);
		found.notFound.push(...notFound);
		found.failed.push(...failed);
	}
}

/** @throws ServiceError when subjects failed, and none could be read. */
function assertNotAllFailed({ errors }: Poll, { rows, notFound, failed }: FoundSubjects): void {
	if (failed.length > 0 && rows.size === 0 && notFound.length === 0) throw errors.asError();
}

/**
 * Reads pages at the same time; those before the first one that the end of the time cut off. `first` is given
 * for the first pages of a poll: see `giveUpFirst`.
 */
async function readUntilCancelled(
	{ sendInScan }: Poll,
	reader: PageReader,
	startPage: number,
	count: number,
	first: { isResumed: boolean } | undefined,
): Promise<ScannedPage[]> {
	const indexes = Array.from({ length: count }, (_, index) => startPage + index);
	const pages = await sendTogether(
		indexes,
		sendInScan,
		async (index, sendPage) =>
			await reader.read(index, sendPage).catch((error: unknown) => {
				if (error instanceof Cancelled) return undefined;
				throw error;
			}),
	);
	if (first) giveUpFirst(pages, first.isResumed, () => reader.unanswered?.(startPage));
	const end = pages.findIndex((page) => page?.unreadFrom !== undefined);
	const cutOff = pages.indexOf(undefined);
	const whole = cutOff < 0 ? pages : pages.slice(0, cutOff);
	return (end < 0 ? whole : whole.slice(0, end + 1)) as ScannedPage[];
}
