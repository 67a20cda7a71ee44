import { CLOCK } from '../api/clock';
import { incompleteResponse } from '../api/readResponse';
import { Cancelled } from '../api/serviceError';
import { nextPageCount } from '../operation/pagination';
import { type ListedSubject } from './change';
import { fetchSubject, MAX_CONCURRENCY, type Poll } from './statusTrigger';

/** With fewer chosen subjects than this a list page is not worth its size. */
const MIN_SUBJECTS_TO_LIST = 3;

/** What a page, or a lookup, shows. */
interface ScannedPage {
	rows: ListedSubject[];
	/** Subjects that the service was asked for, and does not know. */
	absent: string[];
}

/** How to read the subjects, page by page. */
interface PageReader {
	pages: number;
	/** Subjects in all; Infinity where nobody says. */
	total: number;
	read(index: number): Promise<ScannedPage>;
}

/**
 * The list of all, or what takes fewer requests when only some are chosen.
 *
 * @throws Failure for a page of which no row names anybody: all on it would seem to be gone.
 */
async function pageReaderOf(poll: Poll): Promise<PageReader> {
	const { scope, send } = poll;
	const { chosen, pageSize } = scope;
	if (chosen && chosen.length < MIN_SUBJECTS_TO_LIST) return oneByOne(poll, chosen);
	const first = await scope.fetchPage(0, send);
	const pagesOf = (total: number) => Math.max(1, Math.ceil(total / pageSize));
	if (chosen && pagesOf(first.total) > chosen.length) return oneByOne(poll, chosen);
	const wanted = chosen && new Set(chosen);
	const reader: PageReader = {
		pages: pagesOf(first.total),
		total: first.total,
		read: async (index) => {
			const { rows, total } = index === 0 ? first : await scope.fetchPage(index, send);
			// A list may grow meanwhile, or tell of its pages one by one.
			reader.pages = Math.max(reader.pages, pagesOf(total));
			reader.total = Math.max(reader.total, total);
			const [one] = rows;
			if (one && !rows.some(({ subject }) => subject)) throw incompleteResponse(200, one.answer);
			return { rows: rows.filter((row) => isNamed(row, wanted)), absent: [] };
		},
	};
	return reader;
}

/** A row that names nobody tells nothing of anybody. */
const isNamed = ({ subject }: ListedSubject, wanted: ReadonlySet<string> | undefined): boolean =>
	subject !== '' && wanted?.has(subject) !== false;

const oneByOne = (poll: Poll, subjects: readonly string[]): PageReader => ({
	pages: subjects.length,
	total: subjects.length,
	read: async (index) => {
		const subject = subjects[index]!;
		const sight = await fetchSubject(poll, subject);
		return sight ? { rows: [{ ...sight, subject }], absent: [] } : { rows: [], absent: [subject] };
	},
});

/**
 * Reads pages from an index on while there is time. `next` is where to go on; undefined at the end,
 * which is a page that is empty or repeats others where nobody says how many there are. A subject that
 * moved to another page meanwhile and so comes twice counts as it was last.
 */
export async function scanSubjects(
	poll: Poll,
	from: number,
): Promise<ScannedPage & { total: number; next: number | undefined }> {
	const start = CLOCK.now();
	const reader = await pageReaderOf(poll);
	const rows = new Map<string, ListedSubject>();
	const absent: string[] = [];
	let { pages } = reader;
	let next = Math.min(from, pages - 1);
	let asked = 1;
	let isCut = false;
	for (let done = 0; next < pages && !isCut && (poll.scanTimeLeft() > 0 || done === 0); ) {
		// As many as the time that is left suffices for, by what those before took.
		const fitting = Math.floor((poll.scanTimeLeft() * asked) / (CLOCK.now() - start)) || 1;
		const count = Math.max(1, Math.min(nextPageCount(next, pages, MAX_CONCURRENCY), fitting));
		asked += count;
		const before = rows.size;
		const wave = Array.from({ length: count }, (_, index) => reader.read(next + index));
		const answers = await Promise.all(wave.map(undefinedIfCancelled));
		const views = untilUndefined(answers);
		isCut = views.length < count;
		done += views.length;
		if (done === 0) throw new Cancelled();
		for (const row of views.flatMap((view) => view.rows)) rows.set(row.subject, row);
		absent.push(...views.flatMap((view) => view.absent));
		next += views.length;
		const isEnd = !isCut && (views.at(-1)!.rows.length === 0 || rows.size === before);
		if (pages !== Infinity) pages = Math.max(pages, reader.pages);
		else if (isEnd) pages = next;
	}
	return {
		rows: [...rows.values()],
		absent,
		total: reader.total,
		next: next < pages ? next : undefined,
	};
}

/** Out of time: what was read before counts. */
const undefinedIfCancelled = async <T>(promise: Promise<T>): Promise<T | undefined> =>
	await promise.catch((error: unknown) => {
		if (error instanceof Cancelled) return undefined;
		throw error;
	});

function untilUndefined<T>(list: ReadonlyArray<T | undefined>): T[] {
	const end = list.indexOf(undefined);
	return (end < 0 ? list : list.slice(0, end)) as T[];
}
