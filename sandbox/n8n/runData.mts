// What an execution left behind: the items of every node.

/** One item as n8n passes it from node to node. */
export interface Item {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

interface NodeRun {
	executionTime?: number;
	data?: Record<string, (Item[] | null)[]>;
	error?: { message: string; description?: string };
}

export interface ExecutionResult {
	status: string;
	/** Of the execution as a whole; undefined when it succeeded. */
	error?: { message: string; description?: string };
	/** The items of a node's last run; `output` picks the branch (0 is the first). */
	items(node: string, output?: number): Item[];
	/** The `json` of those items. */
	json(node: string, output?: number): Item['json'][];
	/** How long a node's last run took. */
	milliseconds(node: string): number;
	/** Why a node failed; undefined when it did not. */
	nodeError(node: string): { message: string; description?: string } | undefined;
	/** The whole record, for searching it. */
	text: string;
}

export interface ExecutionRecord {
	status: string;
	data: {
		resultData: {
			runData: Record<string, NodeRun[]>;
			error?: { message: string; description?: string };
		};
	};
}

export function executionResult(record: ExecutionRecord): ExecutionResult {
	const { runData, error } = record.data.resultData;
	const lastRun = (node: string) => runData[node]?.at(-1);
	const items = (node: string, output = 0): Item[] => {
		const outputs = Object.values(lastRun(node)?.data ?? {})[0] ?? [];
		return outputs[output] ?? [];
	};
	return {
		status: record.status,
		error,
		items,
		json: (node, output) => items(node, output).map(({ json }) => json),
		milliseconds: (node) => lastRun(node)?.executionTime ?? NaN,
		nodeError: (node) => lastRun(node)?.error,
		text: JSON.stringify(record),
	};
}

/**
 * n8n stores run data as a flat JSON array: element 0 is the root, and every string inside an
 * object or array is the number of the element that holds the value.
 */
export function parseFlatted(text: string): unknown {
	const elements = JSON.parse(text) as unknown[];
	const revived = new Map<number, unknown>();
	const revive = (index: number): unknown => {
		const element = elements[index];
		if (typeof element !== 'object' || element === null) return element;
		if (revived.has(index)) return revived.get(index);
		const target: Record<string, unknown> | unknown[] = Array.isArray(element) ? [] : {};
		revived.set(index, target);
		for (const [key, value] of Object.entries(element)) {
			Reflect.set(target, key, typeof value === 'string' ? revive(Number(value)) : value);
		}
		return target;
	};
	return revive(0);
}
