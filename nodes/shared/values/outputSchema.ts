/** The fields of an output item, as the properties of a JSON schema. */
export type OutputSchema = Record<string, OutputField>;

export interface OutputField {
	type: JsonType | readonly [JsonType, 'null'];
	description: string;
	enum?: readonly string[];
	/** The fields of an object. */
	properties?: OutputSchema;
	/** The elements of an array. */
	items?: Partial<OutputField>;
}

type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** A field with a text; null when the service sent none. */
export const textOutput = (description: string): OutputField => ({
	type: ['string', 'null'],
	description,
});

/** A field that says whether a command did what it is for. */
export const doneOutput = (description: string): OutputField => ({ type: 'boolean', description });

/** The fields with which every item begins: the service, and the subject of the item. */
export const subjectOutput = (subject: string) =>
	({
		provider: { type: 'string', description: 'Where it comes from' },
		subject: { type: 'string', description: subject },
	}) satisfies OutputSchema;
