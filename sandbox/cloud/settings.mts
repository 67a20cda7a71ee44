/** What the documents leave open or describe in two ways; tests switch it at any time. */
export interface Settings {
	tencent: {
		/** Show e-mail and phone as `12***@qq.com`, `18***32`. */
		masked: boolean;
		/** Binding and organization ids as 18-digit numbers, beyond JavaScript's safe range. */
		hugeIds: boolean;
	};
	aliyun: {
		/** The answer for an address that the account never submitted. */
		unknownEmail: 'error' | 'empty' | 'record';
		/** A: `2019-02-19 16:38:07`, B: `Feb 19,2019 16:38:07`. */
		dateFormat: 'A' | 'B';
		keyCase: 'pascal' | 'camel';
		/** Form of error answers. */
		format: 'json' | 'xml';
		/** The `x-acs-retry-after` header of a throttled call, milliseconds; null: no header. */
		retryAfterMs: number | null;
	};
	wemake: {
		/** Success with or without `Response` around it. */
		envelope: 'wrapped' | 'bare';
		/** Ids as JSON numbers of 18 digits in place of strings. */
		idsAsNumbers: boolean;
		/** The answer of the session mode to a bad cookie. */
		badCookie: 'code' | 'unauthorized' | 'redirect' | 'html';
	};
	/** Back to the defaults. */
	reset(): void;
}

const defaults = (): Omit<Settings, 'reset'> => ({
	tencent: { masked: false, hugeIds: false },
	aliyun: {
		unknownEmail: 'error',
		dateFormat: 'A',
		keyCase: 'pascal',
		format: 'json',
		retryAfterMs: null,
	},
	wemake: { envelope: 'wrapped', idsAsNumbers: false, badCookie: 'code' },
});

export function createSettings(): Settings {
	const settings: Settings = {
		...defaults(),
		reset: () => {
			Object.assign(settings, defaults());
		},
	};
	return settings;
}
