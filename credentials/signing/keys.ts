/** What the credential fields hold, as n8n hands them over: untyped, with keys of n8n's own among them. */
export type CredentialData = Record<string, unknown>;

/**
 * A pasted key without what copying adds: blanks, line breaks, invisible characters. No vendor's key holds any.
 *
 * @throws Error that names the field, when it is required and empty, or holds what no header can carry.
 */
export function pastedKey(
	credentials: CredentialData,
	field: string,
	label: string,
	{ required = true } = {},
): string {
	const value = credentials[field];
	const key = (typeof value === 'string' ? value : '').replace(
		/[\s\u200b-\u200d\u2060\ufeff]/g,
		'',
	);
	if (required && !key) throw new Error(`The credential has no ${label}. Enter it and save.`);
	if (/[^\x21-\x7e]/.test(key)) {
		throw new Error(`The ${label} holds characters that no key has. Copy it again.`);
	}
	return key;
}
