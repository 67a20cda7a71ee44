import type { Call } from '../call.mts';
import type { Settings } from '../settings.mts';
import type { AliyunKey } from './keys.mts';
import type { QueryTable, QueryValues } from './parameters.mts';
import type { AliyunState } from './state.mts';

export interface AliyunContext {
	state: AliyunState;
	settings: Settings;
	key: AliyunKey;
	call: Call;
}

/** An operation: its parameters and its answer. A new operation also needs a line in operations.mts. */
export interface AliyunOperation {
	product: string;
	version: string;
	action: string;
	methods: readonly string[];
	/** `/` in RPC style, the resource's path in ROA style. */
	path: string;
	/** The permission it needs; null: none. */
	ramAction: string | null;
	/** Parameters in the query. */
	parameters: QueryTable;
	/** The documented fields, without RequestId. */
	answer(values: QueryValues, context: AliyunContext): Record<string, unknown>;
}

/** What all RPC-style operations share. */
export const RPC = { methods: ['POST', 'GET'], path: '/' } as const;
