export interface RefusalDetails {
	/** Added to the code's text, the same in every language: a parameter's name, a figure. */
	detail?: string;
	/** Replaces the code's text, whatever the language. */
	message?: string;
	/** Replaces the code's text in both languages: English, Chinese. */
	texts?: readonly [english: string, chinese: string];
	/** Where the service has HTTP statuses for errors; else the code's own. */
	httpStatus?: number;
	retryAfterMs?: number;
	/** More top-level fields of the error answer. */
	more?: Record<string, unknown>;
}

/** The service says no: thrown by every rule, put into the vendor's envelope in one place. */
export class Refusal extends Error {
	code: string;
	details: RefusalDetails;

	constructor(code: string, details: RefusalDetails | string = {}) {
		super(code);
		this.code = code;
		this.details = typeof details === 'string' ? { detail: details } : details;
	}
}

/** Texts of a code: English, Chinese. */
export type Texts = Record<string, readonly [english: string, chinese: string]>;

/** What the user reads. A code without a text of its own says its own name. */
export function messageOf(refusal: Refusal, texts: Texts, language: 'en' | 'zh'): string {
	const { message, detail } = refusal.details;
	if (message !== undefined) return message;
	const both = refusal.details.texts ?? texts[refusal.code] ?? [refusal.code, refusal.code];
	const text = both[language === 'en' ? 0 : 1];
	return detail === undefined ? text : `${text} [${detail}]`;
}
