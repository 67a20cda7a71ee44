/** Characters of a service's message that are searched for secrets, and that are shown. */
const MAX_READ_LENGTH = 2000;
const MAX_SHOWN_LENGTH = 300;

/** Personal data and credentials that services repeat: digests, tokens, email addresses, phone numbers. */
const PRIVATE_PATTERNS = [
	/\b[0-9a-f]{32,}\b/gi,
	/\beyJ[\w-]{8,}(?:\.[\w-]+)*/g,
	/[^\s"'<>,;:@]{1,64}@[^\s"'<>,;:@]{1,255}/g,
	/\+\d[\d -]{7,16}\d/g,
	/\b1[3-9]\d{9}\b/g,
];

/**
 * A service's message without secrets. Services repeat the string to sign, and some repeat addresses
 * and tokens: none of them belongs into an error.
 */
export function redact(message: string, secrets: string[]): string {
	let text = message
		.slice(0, MAX_READ_LENGTH)
		.replace(/(string\s?to\s?sign|canonical\s?request)[\s\S]*$/i, '$1 …');
	for (const secret of secrets) text = text.replaceAll(secret, '…');
	for (const pattern of PRIVATE_PATTERNS) text = text.replace(pattern, '…');
	return text.replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN_LENGTH);
}

/** The secret values among the fields of a credential. */
export const secretsOf = (credentials: Record<string, unknown>): string[] =>
	Object.entries(credentials)
		.filter(([name]) => /secret|token/i.test(name))
		.map(([, value]) => (typeof value === 'string' ? value.trim() : ''))
		.filter(({ length }) => length > 3);
