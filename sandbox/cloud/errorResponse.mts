export interface ErrorDetails {
	/** Added to the code's text, the same in every language: a parameter's name, a figure. */
	detail?: string;
	/** Replaces the code's text, whatever the language. */
	message?: string;
	/** Replaces the code's text in both languages: English, Chinese. */
	texts?: readonly [english: string, chinese: string];
	/** Overrides the HTTP status of the code. */
	httpStatus?: number;
	retryAfterMs?: number;
	/** More top-level fields of the error answer. */
	more?: Record<string, unknown>;
}

/** An error of the service. Rules throw it; the service's `answer` puts it into the vendor's envelope. */
export class ErrorResponse extends Error {
	code: string;
	details: ErrorDetails;

	constructor(code: string, details: ErrorDetails | string = {}) {
		super(code);
		this.code = code;
		this.details = typeof details === 'string' ? { detail: details } : details;
	}
}

/** Texts of a code: English, Chinese. */
export type Texts = Record<string, readonly [english: string, chinese: string]>;

/** The message of an error. Without a text for its code it is the code. */
export function messageOf(error: ErrorResponse, texts: Texts, language: 'en' | 'zh'): string {
	const { message, detail } = error.details;
	if (message !== undefined) return message;
	const both = error.details.texts ?? texts[error.code] ?? [error.code, error.code];
	const text = both[language === 'en' ? 0 : 1];
	return detail === undefined ? text : `${text} [${detail}]`;
}
