// Every operation of the built nodes, and how to run it with whatever parameters.
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { loadRooms } from '../../sandbox/docs/rooms.mts';
import type { ServiceName } from '../integration/harness/world.mts';

export interface FuzzedOperation {
	service: ServiceName;
	node: string;
	resource: string;
	operation: string;
	kind: 'read' | 'command';
	calls: readonly string[];
	/** The fields that it shows, `simplify` and `options` among them. */
	properties: INodeProperties[];
}

const SERVICES: Record<string, ServiceName> = {
	tencentOrganization: 'tencent',
	aliyunEmailVerification: 'aliyun',
	iamAccount: 'wemake',
};

export const operations = (): FuzzedOperation[] =>
	loadRooms().flatMap(({ description: { name, properties }, resources }) =>
		resources.flatMap(({ value: resource, operations: own }) =>
			own.map(({ value: operation, kind, calls }) => ({
				service: SERVICES[name],
				node: name,
				resource,
				operation,
				kind,
				calls,
				properties: properties.filter(
					({ displayOptions }) =>
						displayOptions?.show?.resource?.includes(resource) === true &&
						displayOptions.show.operation?.includes(operation) === true,
				),
			})),
		),
	);

/** Each field is an expression: every item brings its own value, of any type. */
export const fromItems = ({
	resource,
	operation,
	properties,
}: FuzzedOperation): INodeParameters => ({
	resource,
	operation,
	...Object.fromEntries(
		properties.map((field) => [field.name, expression(field, `$json.${field.name}`)]),
	),
});

function expression(
	{ type, options = [] }: INodeProperties,
	place: string,
): INodeParameters[string] {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: `={{ ${place} }}` };
	// n8n reads those by the names in them.
	const isCollection = type === 'collection' || type === 'fixedCollection';
	return isCollection
		? Object.fromEntries(options.map(({ name }) => [name, `={{ ${place}?.${name} }}`]))
		: `={{ ${place} }}`;
}

/** Nothing that makes a request wait, where the options are some. */
export function hurried({ options = {}, ...item }: IDataObject): IDataObject {
	const isCollection = typeof options === 'object' && options !== null && !Array.isArray(options);
	if (!isCollection) return { ...item, options };
	const { maxRetries, timeout, ...rest } = options as IDataObject;
	// An object may have a toString that is none.
	const isFigure = (value: unknown) => typeof value !== 'object' && Number(value) >= 0;
	const kept = Object.entries({ maxRetries, timeout }).filter(([, value]) => !isFigure(value));
	return {
		...item,
		options: { ...rest, maxRetries: 0, requestsPerSecond: 1000, ...Object.fromEntries(kept) },
	};
}
