// What must not happen while anything is thrown at the nodes.
import { runs } from '../random.mts';

export const RUNS = runs(20_000, 1000);

/** The longest that a share of the runs may take, in milliseconds: a hang is no answer. */
export const LONGEST = 60_000;

export function watch() {
	const broken: unknown[] = [];
	const note = (reason: unknown) => broken.push(reason);
	const clean = Object.getOwnPropertyNames(Object.prototype).sort();
	beforeAll(() => {
		process.on('unhandledRejection', note).on('uncaughtException', note);
	});
	afterEach(() => {
		expect(broken).toEqual([]);
		expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(clean);
	});
	afterAll(() => {
		process.off('unhandledRejection', note).off('uncaughtException', note);
	});
}

/** Fails when something takes too long, instead of waiting for it. */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`It hangs: ${what}`)), LONGEST);
	});
	return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
