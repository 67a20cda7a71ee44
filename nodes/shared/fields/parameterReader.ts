import { type IExecuteFunctions, type NodeParameterValueType } from 'n8n-workflow';
import { holdsExpression } from '../values/expression';

/**
 * Reads one parameter of the current item, with its n8n expressions resolved. Of a resource locator it
 * returns the value. A name with dots reads a field of a collection (`filters.nodeId`). Without a fallback
 * n8n throws when the parameter is not set.
 */
export type ParameterReader = (name: string, fallback?: NodeParameterValueType) => unknown;

/**
 * Reads the parameters of items. n8n resolves the expressions of a parameter for each item. A parameter
 * without an expression is the same for every item, so it is read once: for many items n8n's own reading
 * would take longer than all other work of the run.
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
