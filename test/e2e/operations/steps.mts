// What the runs of all operations share.
import type { Item } from '../../../sandbox/n8n/runData.mts';
import { lookup } from '../workflows.mts';
import type { NodeFile } from '../workflows.mts';
import type { World } from '../world.mts';

type NodeName = Parameters<typeof lookup>[0];

/** A node that runs one operation, named as given; what fails goes on as an error item. */
export const step = (
	name: string,
	[node, resource, operation]: readonly [node: NodeName, resource: string, operation: string],
	parameters: Record<string, unknown> = {},
	more: Partial<NodeFile> = {},
): NodeFile =>
	lookup(
		node,
		{ resource, operation, ...parameters },
		{ name, onError: 'continueRegularOutput', ...more },
	);

/** A resource locator in the mode By ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The row that the item at hand comes from, however many nodes ago. */
export const ROW = "$('One Item Each').item.json";

/** How many requests of each action the cloud got since its journal was cleared. */
export function requestCounts({ cloud }: World): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { action } of cloud.journal.entries()) {
		counts[action!] = (counts[action!] ?? 0) + 1;
	}
	return counts;
}

/** The item of the input that each item of a node comes from. */
export const pairs = (items: Item[]): unknown[] =>
	items.map(({ pairedItem }) => (pairedItem as { item?: number } | undefined)?.item);

/** An error item: what happened, and what to do about it, in whole sentences. */
export const failed = (error: RegExp, details: Record<string, unknown> = {}) => ({
	error: expect.stringMatching(error) as string,
	details: expect.objectContaining({
		advice: expect.stringMatching(/^[A-Z].+\.$/) as string,
		...details,
	}) as object,
});

/** The error item of an error response of the service. */
export const refused = (error: RegExp, code: string) =>
	failed(error, { code, requestId: expect.any(String) as string });
