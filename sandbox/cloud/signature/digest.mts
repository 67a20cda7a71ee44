import CryptoJS from 'crypto-js';

export type Bytes = CryptoJS.lib.WordArray;

const wordsOf = (bytes: Uint8Array): Bytes =>
	CryptoJS.enc.Hex.parse(Buffer.from(bytes).toString('hex'));

/** Lower-case hex SHA-256 of bytes or of UTF-8 text. */
export function sha256Hex(data: Uint8Array | string): string {
	return CryptoJS.SHA256(typeof data === 'string' ? data : wordsOf(data)).toString();
}

/** HMAC-SHA256 as raw bytes; text is UTF-8. */
export function hmac(key: Bytes | string, text: string): Bytes {
	return CryptoJS.HmacSHA256(text, key);
}
