/** The decrypted fields of a credential, as n8n hands them over: untyped, with fields of n8n's own among them. */
export type CredentialData = Record<string, unknown>;

/**
 * A key or token of a credential. Blanks, line breaks and invisible characters are removed: copying adds
 * them, and no vendor's key holds any.
 *
 * @param label what the vendor calls the field
 * @throws Error that names the field, when it is empty though required, or holds other characters than
 * visible ASCII.
 */
export function readKey(
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
