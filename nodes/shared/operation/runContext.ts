import { type RunStats } from '../api/runStats';
import { type SendRequest } from '../api/service';
import { type Options } from '../fields/readOptions';
import { type Operation } from './operation';
import { type OutputCollector } from './outputCollector';

/** One run of a node: what the functions that answer its requests share. */
export interface RunContext {
	operation: Operation;
	outputCollector: OutputCollector;
	stats: RunStats;
	/** The function by which an operation sends the requests of items with these options. */
	senderFor(options: Options): SendRequest;
	/** The user cancelled the execution. */
	isCancelled(): boolean;
}

/** Nothing more shall be sent: an error stopped the run, or the user cancelled the execution. */
export const isOver = ({ outputCollector, isCancelled }: RunContext): boolean =>
	outputCollector.isStopped || isCancelled();
