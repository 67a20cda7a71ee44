// The page about one node: its operations, fields, outputs, errors, permissions and quotas.
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { ErrorDefinition } from '../../nodes/shared/api/serviceError.ts';
import type { Operation, Resource } from '../../nodes/shared/operation/operation.ts';
import type { OutputField, OutputSchema } from '../../nodes/shared/values/outputSchema.ts';
import { anchor, code, GENERATED, lowerFirst, table } from './markdown.mts';
import type { Permissions, Room } from './rooms.mts';

export function nodePage(room: Room): string {
	const { description, resources } = room;
	return [
		GENERATED,
		`# ${description.displayName}`,
		`${description.description}. Node type \`n8n-nodes-account-verification.${description.name}\`, credential \`${description.credentials![0]!.name}\`.`,
		'## Operations',
		operationTable(room),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => operationSection(room, resource, operation)),
		),
		...triggerSection(room),
		...optionSection(room),
		'## Errors',
		'What a failed item says. *Sent again*: whether the node retries the request before the item fails; a command is only sent again when it surely was not carried out. A code that is not listed counts as the part before its last dot, if that part is listed.',
		errorTable(room),
	]
		.join('\n\n')
		.concat('\n');
}

const EFFECTS = { read: 'reads', command: 'changes' } as const;

function operationTable({ resources, service, permissions }: Room): string {
	const rows = resources.flatMap((resource) =>
		resource.operations.map((operation) => [
			resource.name,
			`[${operation.name}](#${anchor(titleOf(resource, operation))})`,
			EFFECTS[operation.kind],
			lines(operation.calls.map(code)),
			lines(permissionNames(operation.calls, permissions)) || 'not documented',
			lines(operation.calls.map((call) => `${service.quota(call)}/s`)),
		]),
	);
	const header = ['resource', 'operation', 'effect', 'calls', 'permission', 'quota'];
	return [
		table(header, rows),
		'Several calls: not all are sent each time. Either the others add what the first one lacks, or a field or an option decides between them. Each quota counts for the whole account.',
		...(permissions?.PERMISSION_NOTE ? [permissions.PERMISSION_NOTE] : []),
	].join('\n\n');
}

function operationSection(room: Room, resource: Resource, operation: Operation): string[] {
	return [
		`### ${titleOf(resource, operation)}`,
		`\`resource: ${resource.value}\`, \`operation: ${operation.value}\`. ${operation.description}`,
		fieldTable(operation.properties),
		optionLine(optionsOf(room, resource, operation)),
		'Output with Simplify on:',
		outputTable(operation.output),
		codeLine(room, operation),
	];
}

function codeLine(room: Room, operation: Operation): string {
	const codes = codesOf(room, operation);
	const helpers = helpersOf(room, operation).filter(
		(helper) => codesOf(room, helper.operation).length > 0,
	);
	const own =
		codes.length > 0
			? `Error codes of its own: ${codes.map((name) => `[${code(name)}](#errors)`).join(', ')}.`
			: 'No error codes of its own are documented.';
	if (helpers.length === 0) return own;
	return `${own} The calls that help it may answer with the codes of ${helpers.map(linkTo).join(', ')}.`;
}

/** What every event adds to the record. */
export const EVENT_OUTPUT: OutputSchema = {
	change: {
		type: 'string',
		enum: ['changed', 'new', 'removed'],
		description: 'What happened; the record of a removed subject has the status "unknown"',
	},
	previousStatus: {
		type: ['string', 'null'],
		description: 'The status at the poll before; null for a new subject',
	},
	changedAt: {
		type: 'string',
		description: 'When it changed, as the service says; else the time of the poll',
	},
	eventId: {
		type: 'string',
		description: 'The same for the same change: Remove Duplicates can use it',
	},
};

function triggerSection({ trigger, triggerDescription }: Room): string[] {
	const { displayName, name, description, properties } = triggerDescription;
	return [
		`## ${displayName}`,
		`${description}. Node type \`n8n-nodes-account-verification.${name}\`. It asks the service at the times under *Poll Times*. The first poll after activation only records the status of each subject (member, address or account). Each later poll gives one item for each subject that changed since the poll before, where *Trigger On* covers the change.`,
		fieldTable(properties.filter((field) => !['simplify', 'options'].includes(field.name))),
		optionLine(properties.find(isOptions)!),
		'Output with Simplify on:',
		outputTable({ ...trigger.output, ...EVENT_OUTPUT }),
	];
}

/** What all operations share, once. */
function optionSection({ description, triggerDescription }: Room): string[] {
	const fields = [description, triggerDescription].flatMap(({ properties }) => properties);
	const simplify = fields.find(({ name }) => name === 'simplify')!;
	const options = fields.filter(isOptions).flatMap(innerFields);
	const byName = new Map(options.map((option) => [option.name, option]));
	const sorted = [...byName.values()].sort((a, b) => (a.displayName < b.displayName ? -1 : 1));
	return [
		'## Simplify and options',
		'Simplify is a field of every operation and of the trigger. Options stand in the collection `options`; each operation says which it has.',
		fieldTable([simplify, ...sorted]),
	];
}

function fieldTable(fields: readonly INodeProperties[]): string {
	if (fields.length === 0) return 'No fields: the credential says whose account it is.';
	const rows = fields.flatMap((field) => fieldRows(field));
	return table(['field', 'name', 'type', 'default', 'meaning'], rows);
}

/** A field, and the fields inside it when it is a collection. */
function fieldRows(field: INodeProperties, path = '', depth = ''): string[][] {
	const name = path + field.name;
	const required = field.required ? ', **required**' : '';
	const row = [
		depth + field.displayName,
		code(name),
		typeOf(field) + required,
		defaultOf(field),
		descriptionOf(field),
	];
	const inner = (field.options ?? []).flatMap((option) => {
		if ('type' in option) return fieldRows(option, `${name}.`, `${depth}↳ `);
		const { values = [], name: group = '' } = option as Partial<INodePropertyCollection>;
		return values.flatMap((value) => fieldRows(value, `${name}.${group}.`, `${depth}↳ `));
	});
	return [row, ...inner];
}

function typeOf({ type, modes, typeOptions }: INodeProperties): string {
	if (type === 'resourceLocator') return `choice or ID (${modes!.map((m) => m.name).join(', ')})`;
	if (type === 'fixedCollection') return typeOptions?.multipleValues ? 'list' : 'group';
	return type;
}

function defaultOf({ type, default: value }: INodeProperties): string {
	if (type === 'resourceLocator' || type === 'collection' || type === 'fixedCollection') return '';
	return value === '' || value === undefined ? '' : code(JSON.stringify(value));
}

function descriptionOf({ description = '', type, options = [], modes }: INodeProperties): string {
	if (type === 'resourceLocator') return [description, ...modes!.flatMap(hintOf)].join('. ');
	if (type !== 'options' && type !== 'multiOptions') return description;
	const values = (options as INodePropertyOptions[]).map(
		({ name, value }) => `${code(String(value))} ${name}`,
	);
	return withValues(description, values);
}

/** What a mode of a resource locator takes, as the editor says under it. */
const hintOf = ({ displayName, hint }: INodePropertyMode): string[] =>
	hint ? [`${displayName}: ${lowerFirst(hint)}`] : [];

const withValues = (description: string, values: string[]): string =>
	`${description && description.replace(/\.?$/, '. ')}Values: ${values.join(', ')}`;

const optionsOf = (
	{ description }: Room,
	resource: Resource,
	operation: Operation,
): INodeProperties =>
	description.properties.find(
		(field) =>
			isOptions(field) &&
			field.displayOptions?.show?.resource?.includes(resource.value) &&
			field.displayOptions.show.operation?.includes(operation.value),
	)!;

const isOptions = ({ name }: INodeProperties): boolean => name === 'options';

const innerFields = ({ options }: INodeProperties) => options as INodeProperties[];

const optionLine = (field: INodeProperties): string =>
	`[Options](#simplify-and-options): ${innerFields(field)
		.map(({ displayName, name }) => `${displayName} (${code(name)})`)
		.join(', ')}.`;

function outputTable(fields: OutputSchema): string {
	const rows = Object.entries(fields).flatMap(([name, field]) => outputRows(name, field));
	return table(['field', 'type', 'meaning'], rows);
}

function outputRows(name: string, field: Partial<OutputField>): string[][] {
	const types = [field.type ?? []].flat().join(' or ');
	const inner = field.items?.properties ?? field.properties ?? {};
	const path = field.items ? `${name}[]` : name;
	const { description = '', enum: values } = field;
	return [
		[code(name), types, values ? withValues(description, values.map(code)) : description],
		...Object.entries(inner).flatMap(([key, value]) => outputRows(`${path}.${key}`, value)),
	];
}

/** The codes that its calls document, without those that only help it. */
function codesOf(room: Room, operation: Operation): string[] {
	const helping = helpersOf(room, operation).map(({ operation: { calls } }) => calls[0]);
	const own = operation.calls.filter((call) => !helping.includes(call));
	return [...new Set(own.flatMap((action) => room.errorCodesOf(action)))].sort();
}

/** An operation in its resource. */
interface OperationPlace {
	resource: Resource;
	operation: Operation;
}

/** The operations whose own calls another operation uses as well. */
const helpersOf = (
	{ resources }: Room,
	{ calls: [main, ...others] }: Operation,
): OperationPlace[] =>
	resources.flatMap((resource) =>
		resource.operations
			.filter(({ calls: [call] }) => call !== main && others.includes(call))
			.map((operation) => ({ resource, operation })),
	);

const SENT_AGAIN: Record<string, string> = {
	never: 'no',
	read: 'lookups',
	always: 'yes',
	throttled: 'yes, slower',
};

function errorTable({ service: { errors } }: Room): string {
	const rows = Object.entries(errors)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, { message, advice, retry = 'never' }]: [string, ErrorDefinition]) => [
			code(name),
			message,
			advice,
			SENT_AGAIN[retry]!,
		]);
	return table(['code', 'what happened', 'what to do', 'sent again'], rows);
}

const linkTo = ({ resource, operation }: OperationPlace): string => {
	const title = titleOf(resource, operation);
	return `[${title}](#${anchor(title)})`;
};

const titleOf = (resource: Resource, operation: Operation) => `${resource.name}: ${operation.name}`;

const permissionNames = (
	calls: readonly string[],
	permissions: Permissions | undefined,
): string[] =>
	[...new Set(calls.flatMap((action) => permissions?.permissionsOf(action) ?? []))].map(code);

const lines = (entries: string[]) => entries.join('<br>');
