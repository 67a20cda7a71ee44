/** What of a service's message is read and shown, in characters. */
const MAX_READ = 2000;
const MAX_SHOWN = 300;

/** Patterns that a request or an account leaves in messages: digests, tokens, addresses, phone numbers. */
const PRIVATE = [
	/\b[0-9a-f]{32,}\b/gi,
	/\beyJ[\w-]{8,}(?:\.[\w-]+)*/g,
	/[^\s"'<>,;:@]{1,64}@[^\s"'<>,;:@]{1,255}/g,
	/\+\d[\d -]{7,16}\d/g,
	/\b1[3-9]\d{9}\b/g,
];

/** Services echo what was signed, and some echo addresses and tokens: none of it belongs into an error. */
export function redact(message: string, secrets: string[]): string {
	let text = message
		.slice(0, MAX_READ)
		.replace(/(string\s?to\s?sign|canonical\s?request)[\s\S]*$/i, '$1 …');
	for (const secret of secrets) text = text.replaceAll(secret, '…');
	for (const pattern of PRIVATE) text = text.replace(pattern, '…');
	return text.replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN);
}

/** The values of a credential that nobody else may read. */
export const secretsOf = (credentials: Record<string, unknown>): string[] =>
	Object.entries(credentials)
		.filter(([name]) => /secret|token/i.test(name))
		.map(([, value]) => (typeof value === 'string' ? value.trim() : ''))
		.filter(({ length }) => length > 3);
