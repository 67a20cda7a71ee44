// What has become of the names that are pinned.
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type Conditions, type Contract, type Facts, valueName } from './contract.mts';

export interface Comparison {
	/** Would break a saved workflow, each with how. */
	broken: string[];
	/** New, or less strict than pinned: no workflow minds. */
	unpinned: string[];
}

export function compare(pinned: Contract, current: Contract): Comparison {
	const broken: string[] = [];
	const unpinned: string[] = [];
	for (const [name, was] of Object.entries(pinned)) {
		const now = current[name];
		// Of a whole operation that is gone its own name is enough.
		if (!now && isIn(pinned, parentOf(name)) && !isIn(current, parentOf(name))) continue;
		const changes = now ? stricter(was, now) : ['is gone'];
		broken.push(...changes.map((change) => `${name}: ${change}`));
		if (changes.length === 0 && !isDeepStrictEqual(was, now)) unpinned.push(name);
	}
	for (const name of Object.keys(current)) {
		if (isIn(pinned, name)) continue;
		if (isAskedOfSaved(name, pinned, current)) broken.push(`${name}: is new and required`);
		else unpinned.push(name);
	}
	return { broken, unpinned };
}

/** @throws Error that names what would break. */
export function expectUnbroken({ broken }: Comparison): void {
	if (broken.length === 0) return;
	throw new Error(
		[
			'Saved workflows use these names, and would break:',
			...broken,
			'Leave them as they were. What must change belongs in a new typeVersion of the node (version: [1, 2],',
			'and fields with displayOptions for "@version"); a credential has none: put a new field beside the old one.',
		].join('\n'),
	);
}

/** @throws Error that names what is to be pinned. */
export function expectPinned({ unpinned }: Comparison): void {
	if (unpinned.length === 0) return;
	throw new Error(
		[
			'These names are not pinned as they are:',
			...unpinned,
			'They break no saved workflow. Run "npm run pin": from then on they stay.',
		].join('\n'),
	);
}

export const readPins = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Contract;

/**
 * Adds what is new; a name a line.
 *
 * @throws Error when a pinned name would be dropped or become stricter; the file stays as it is.
 */
export function pin(file: string, current: Contract): void {
	expectUnbroken(compare(readPins(file), current));
	const lines = Object.entries(current)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, facts]) => `\t${JSON.stringify(name)}: ${JSON.stringify(facts)}`);
	writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

/** How a name takes less than it did. */
function stricter(was: Facts, now: Facts): string[] {
	const changed = (['type', 'default'] as const)
		.filter((fact) => !isDeepStrictEqual(was[fact], now[fact]))
		.map((fact) => `its ${fact} was ${JSON.stringify(was[fact])}, is ${JSON.stringify(now[fact])}`);
	const { min = -Infinity, max = Infinity } = now;
	return [
		...changed,
		...(now.required && !was.required ? ['has become required'] : []),
		...(min > (was.min ?? -Infinity) ? [`takes nothing below ${min} any more`] : []),
		...(max < (was.max ?? Infinity) ? [`takes nothing above ${max} any more`] : []),
		...hiddenBy(was, now).map((other) => `${other} hides it more often`),
	];
}

/** The parameters of which some value shows the name no longer. */
function hiddenBy(was: Facts, now: Facts): string[] {
	const lost = (all: readonly unknown[], kept: readonly unknown[]) =>
		all.some((value) => !includes(kept, value));
	return [
		...names(now.shown, (other, values) => {
			const before = was.shown?.[other];
			return !before || lost(before, values);
		}),
		...names(now.hidden, (other, values) => lost(values, was.hidden?.[other] ?? [])),
	];
}

const names = (
	conditions: Conditions = {},
	isMeant: (name: string, values: readonly unknown[]) => boolean,
) => Object.keys(conditions).filter((name) => isMeant(name, conditions[name]));

/**
 * Must a workflow that was saved before hold a new name? Not in a collection, whose fields are added one
 * by one, not with a default that will do, and not when only a choice shows it that was not there.
 */
function isAskedOfSaved(name: string, pinned: Contract, current: Contract): boolean {
	const { required, default: value, shown } = current[name];
	const parent = parentOf(name);
	if (!required || !isEmpty(value) || !isIn(pinned, parent)) return false;
	if (current[parent]?.type === 'collection') return false;
	const isNeverSo = (other: string, values: readonly unknown[]) => {
		const path = `${parent} / ${other}`;
		if (!isIn(pinned, path)) return !includes(values, current[path]?.default);
		const isChoice = /^(options|multiOptions)$/.test(String(pinned[path].type));
		return isChoice && !values.some((one) => isIn(pinned, valueName(path, one)));
	};
	return names(shown, isNeverSo).length === 0;
}

/** As n8n sees it when a required parameter has no value. */
const isEmpty = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.keys(value).length === 0 || ('value' in value && isEmpty(value.value))
		: value === undefined || value === null || value === '';

const includes = (values: readonly unknown[], value: unknown) =>
	values.some((one) => isDeepStrictEqual(one, value));

const isIn = (contract: Contract, name: string) => Object.hasOwn(contract, name);

const parentOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf(' / ')));
