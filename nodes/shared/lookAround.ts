import { Cancelled } from './client';
import { Failure } from './failure';
import { waveOf } from './list';
import { isChosen, LANES, type Poll } from './poll';
import { type Watched } from './watch';

/** With fewer chosen subjects than this a list page is not worth its size. */
const FEWEST_TO_LIST = 3;

/** How to read the subjects, page by page. */
interface PageReader {
	pages: number;
	read(index: number): Promise<Watched[]>;
}

/** The list of all, or what takes fewer requests when only some are chosen. */
export async function pagesOf({ scope, call }: Poll): Promise<PageReader> {
	const { chosen } = scope;
	if (chosen && chosen.length < FEWEST_TO_LIST) return oneByOne(chosen);
	const first = await scope.page(0, call);
	if (chosen && first.pages > chosen.length) return oneByOne(chosen);
	const isWanted = isChosen(scope);
	const reader: PageReader = {
		pages: Math.max(1, first.pages),
		read: async (index) => {
			const { rows, pages } = index === 0 ? first : await scope.page(index, call);
			// A list may grow meanwhile, or tell of its pages one by one.
			reader.pages = Math.max(reader.pages, pages);
			return rows.filter(({ subject }) => isWanted(subject));
		},
	};
	return reader;

	function oneByOne(subjects: readonly string[]): PageReader {
		return {
			pages: subjects.length,
			read: async (index) => {
				const subject = subjects[index]!;
				const sight = await scope.look(subject, call);
				return sight ? [{ ...sight, subject }] : [];
			},
		};
	}
}

/**
 * Reads pages from an index on while there is time. `next` is where to go on; undefined at the end,
 * which is a page that is empty or repeats others where nobody says how many there are. A subject that
 * moved to another page meanwhile and so comes twice counts as it was last.
 */
export async function lookAround(
	poll: Poll,
	from: number,
): Promise<{ rows: Watched[]; next: number | undefined }> {
	const reader = await pagesOf(poll);
	const rows = new Map<string, Watched>();
	let { pages } = reader;
	let next = Math.min(from, pages - 1);
	while (next < pages && !(poll.isLate() && rows.size > 0)) {
		const count = waveOf(next, pages, LANES);
		const before = rows.size;
		const wave = Array.from({ length: count }, (_, index) => next + index);
		try {
			const read = await Promise.all(wave.map(reader.read));
			for (const row of read.flat()) rows.set(row.subject, row);
			const isEnd = read.at(-1)!.length === 0 || rows.size === before;
			if (pages !== Infinity) pages = Math.max(pages, reader.pages);
			else if (isEnd) pages = next + count;
		} catch (error) {
			// Out of time: what was read counts. A poll that read nothing says why.
			if (error instanceof Cancelled && rows.size > 0) break;
			throw error instanceof Cancelled ? outOfTime() : error;
		}
		next += count;
	}
	return { rows: [...rows.values()], next: next < pages ? next : undefined };
}

const outOfTime = (): Failure =>
	new Failure({
		message: 'The service did not answer within the time of a poll',
		advice: 'The next poll tries again. Poll less often, or narrow what is watched.',
		retry: 'read',
	});
