import { type RunStats } from '../api/runStats';
import { type Operation } from './operation';
import { type OutputCollector } from './outputCollector';

/** One run of a node: what the functions that answer its requests share. */
export interface RunContext {
	operation: Operation;
	outputCollector: OutputCollector;
	stats: RunStats;
	/** The user cancelled the execution. */
	isCancelled(): boolean;
}

/** Nothing more shall be sent: an error stopped the run, or the user cancelled the execution. */
export const isOver = ({ outputCollector, isCancelled }: RunContext): boolean =>
	outputCollector.isStopped || isCancelled();
