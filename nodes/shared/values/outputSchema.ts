/** Properties of a JSON schema. */
export type OutputSchema = Record<string, OutputField>;

export interface OutputField {
	type: JsonType | readonly [JsonType, 'null'];
	description: string;
	enum?: readonly string[];
	/** Of an object. */
	properties?: OutputSchema;
	/** Of an array. */
	items?: Partial<OutputField>;
}

type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** A text; null where the service says nothing. */
export const textOutput = (description: string): OutputField => ({
	type: ['string', 'null'],
	description,
});

/** What a command has done. */
export const doneOutput = (description: string): OutputField => ({ type: 'boolean', description });

/** Where an item comes from, and whom it is about. */
export const subjectOutput = (subject: string) =>
	({
		provider: { type: 'string', description: 'Where it comes from' },
		subject: { type: 'string', description: subject },
	}) satisfies OutputSchema;
