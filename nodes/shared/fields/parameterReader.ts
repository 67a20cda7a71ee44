import { type IExecuteFunctions, type NodeParameterValueType } from 'n8n-workflow';

/**
 * Reads one parameter of the item at hand; the resource locator's value is taken out. A name with
 * dots reaches into a collection (`filters.nodeId`). Without a fallback the parameter must be there.
 */
export type ParameterReader = (name: string, fallback?: NodeParameterValueType) => unknown;

/**
 * Reads parameters of items. What holds no expression is the same for every item and read once: on
 * many items n8n's own reading would cost more than everything else together.
 */
export function parameterReader(
	this: IExecuteFunctions,
): (name: string, index: number, fallback?: NodeParameterValueType) => unknown {
	const { parameters } = this.getNode();
	const constants = new Map<string, unknown>();
	return (name, index, fallback) => {
		if (constants.has(name)) return constants.get(name);
		const value: unknown = this.getNodeParameter(name, index, fallback, { extractValue: true });
		if (!holdsExpression(parameters[name.split('.')[0]!])) constants.set(name, value);
		return value;
	};
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
