import type { ParameterTable, Values } from '../api3/parameters.mts';
import type { Call } from '../call.mts';
import type { Settings } from '../settings.mts';
import type { TencentKey } from './keys.mts';
import type { TencentState } from './state.mts';

export interface TencentContext {
	state: TencentState;
	settings: Settings;
	key: TencentKey;
	call: Call;
}

/** An action: its parameters and its answer. A new action also needs a line in operations.mts. */
export interface TencentOperation {
	product: string;
	version: string;
	action: string;
	parameters: ParameterTable;
	/** The documented fields, without envelope and RequestId. */
	answer(values: Values, context: TencentContext): Record<string, unknown>;
}
