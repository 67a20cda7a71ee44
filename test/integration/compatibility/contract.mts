// What saved workflows hold on to: every name of the package, with what would break them if it changed.
import {
	type ICredentialType,
	type IDisplayOptions,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';
import type { OutputField, OutputSchema } from '../../../nodes/shared/values/outputSchema.ts';

/** By name; the names that it stands in come before it: `node example v1 / contact / get / options`. */
export type Contract = Record<string, Facts>;

export interface Facts {
	type?: string | readonly string[];
	/** Saved workflows do not hold it: n8n reads it anew. */
	default?: unknown;
	required?: boolean;
	min?: number;
	max?: number;
	/** Only with these values of other parameters. */
	shown?: Conditions;
	/** Not with these. */
	hidden?: Conditions;
}

export type Conditions = Record<string, readonly unknown[]>;

/** Where a parameter is shown; empty in a trigger. */
export type Place = { resource?: string; operation?: string };

/** Of one value that a name may have. */
export const valueName = (name: string, value: unknown) => `${name} / = ${String(value)}`;

type Named = [name: string, facts: Facts];

/** One contract of many names, as it is stored. */
export function contractOf(names: Named[]): Contract {
	const contract: Contract = {};
	for (const [name, facts] of JSON.parse(JSON.stringify(names)) as Named[]) {
		if (name in contract) throw new Error(`Two of one name: ${name}`);
		contract[name] = facts;
	}
	return contract;
}

/** A node with all of its versions; `output` gives the fields of an item with Simplify on. */
export const nodeNames = (
	description: INodeTypeDescription,
	packageName: string,
	output: (place: Place) => OutputSchema,
): Named[] =>
	[description.version].flat().flatMap((version) => {
		const { name, usableAsTool } = description;
		const node = `node ${name} v${version}`;
		const type = `${packageName}.${name}`;
		const at = (place: Place) =>
			description.properties.filter((field) => isAt(field, place, version, description));
		const connections = { input: description.inputs, output: description.outputs };
		return [
			[node, { type }],
			...(usableAsTool ? [[`${node} / as a tool`, { type: `${type}Tool` }] as Named] : []),
			...Object.entries(connections).flatMap(([side, ends]) =>
				[ends]
					.flat()
					.map((end, index): Named => [`${node} / ${side} ${index}`, { type: end as string }]),
			),
			...(description.credentials ?? []).map(
				({ name: credential, required, displayOptions }): Named => [
					`${node} / credential ${credential}`,
					{ required, ...conditionsOf(displayOptions) },
				],
			),
			...placeNames(node, at, output),
		];
	});

export const credentialNames = ({ name, properties }: ICredentialType): Named[] => [
	[`credential ${name}`, {}],
	...properties.flatMap((field) => fieldNames(`credential ${name}`, field)),
];

/** The keys of an item that no schema holds. */
export const itemNames = (path: string, item: object): Named[] =>
	Object.entries(item).flatMap(([key, value]: [string, unknown]) => [
		[`${path} / ${key}`, {}],
		...(typeof value === 'object' && value ? itemNames(`${path} / ${key}`, value) : []),
	]);

/** Resources, their operations, and the parameters and outputs of each. */
function placeNames(
	node: string,
	at: (place: Place) => INodeProperties[],
	output: (place: Place) => OutputSchema,
): Named[] {
	const choice = (place: Place, name: keyof Place) =>
		at(place).filter((field) => field.name === name);
	const values = ([field]: INodeProperties[]) =>
		((field?.options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
	// Their values are places, with names of their own.
	const chooser = (path: string, fields: INodeProperties[]) =>
		fields.flatMap((field) => fieldNames(path, { ...field, options: [] }));
	const inside = (path: string, place: Place): Named[] => [
		...at(place)
			.filter(({ name }) => name !== 'resource' && name !== 'operation')
			.flatMap((field) => fieldNames(path, field)),
		...outputNames(path, output(place)),
	];
	const resources = choice({}, 'resource');
	if (resources.length === 0) return inside(node, {});
	return [
		...chooser(node, resources),
		...values(resources).flatMap((resource): Named[] => {
			const path = `${node} / ${resource}`;
			const operations = choice({ resource }, 'operation');
			return [
				[path, {}],
				...chooser(path, operations),
				...values(operations).flatMap((operation): Named[] => [
					[`${path} / ${operation}`, {}],
					...inside(`${path} / ${operation}`, { resource, operation }),
				]),
			];
		}),
	];
}

/** A field, its values and modes, and the fields inside it. Notices hold nothing. */
function fieldNames(path: string, field: INodeProperties): Named[] {
	if (field.type === 'notice') return [];
	const name = `${path} / ${field.name}`;
	const { required, typeOptions, displayOptions } = field;
	return [
		[
			name,
			{
				type: field.type + (typeOptions?.multipleValues ? ' list' : ''),
				default: field.default,
				required,
				min: typeOptions?.minValue,
				max: typeOptions?.maxValue,
				...conditionsOf(displayOptions),
			},
		],
		...(field.modes ?? []).map(
			(mode): Named => [`${name} / mode ${mode.name}`, { type: mode.type }],
		),
		...(field.options ?? []).flatMap((option): Named[] => {
			if ('type' in option) return fieldNames(name, option);
			if ('value' in option) {
				const { value, displayOptions: conditions } = option;
				const type = typeof value === 'string' ? undefined : typeof value;
				return [[valueName(name, value), { type, ...conditionsOf(conditions) }]];
			}
			const { name: group, values } = option as INodePropertyCollection;
			const inner = values.flatMap((value) => fieldNames(`${name} / ${group}`, value));
			return [[`${name} / ${group}`, {}], ...inner];
		}),
	];
}

const outputNames = (path: string, fields: OutputSchema): Named[] =>
	Object.entries(fields).flatMap(([key, field]) => outputField(`${path} / gives ${key}`, field));

const outputField = (name: string, field: Partial<OutputField>): Named[] => [
	[name, { type: field.type }],
	...(field.enum ?? []).map((value): Named => [valueName(name, value), {}]),
	...Object.entries(field.properties ?? {}).flatMap(([key, inner]) =>
		outputField(`${name} / ${key}`, inner),
	),
	...(field.items ? outputField(`${name} / []`, field.items) : []),
];

/** What says where a field stands, as against when it is shown there. */
const PLACE = ['resource', 'operation', '@version'];

const isAt = (
	field: INodeProperties,
	place: Place,
	typeVersion: number,
	description: INodeTypeDescription,
): boolean => {
	const { show, hide } = field.displayOptions ?? {};
	const here = (key: string) => PLACE.includes(key);
	const displayOptions: IDisplayOptions = { show: pick(show, here), hide: pick(hide, here) };
	const shown = { ...field, displayOptions };
	return NodeHelpers.displayParameter(
		place as INodeParameters,
		shown,
		{ typeVersion },
		description,
	);
};

function conditionsOf({ show, hide }: IDisplayOptions = {}): Facts {
	const isCondition = (key: string) => !PLACE.includes(key);
	const [shown, hidden] = [pick(show, isCondition), pick(hide, isCondition)];
	return {
		...(Object.keys(shown).length > 0 && { shown }),
		...(Object.keys(hidden).length > 0 && { hidden }),
	};
}

const pick = <Value,>(
	values: Record<string, Value | undefined> = {},
	isWanted: (key: string) => boolean,
) =>
	Object.fromEntries(
		Object.entries(values).filter(([key]) => isWanted(key)) as Array<[string, Value]>,
	);
