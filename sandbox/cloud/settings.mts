/** Limits that Tencent has, but without a published figure. The figures here are made up. */
const TENCENT_LIMITS = {
	/** Addresses that may be submitted on one day, Beijing time. */
	submissionsPerDay: 1000,
	/** Members that one phone may be bound to. */
	membersPerPhone: 5,
	/** Times that the mail of one binding may be sent again, in all and within an hour. */
	resends: 10,
	resendsPerHour: 3,
	/** Members of the organization. */
	members: 10_000,
};

/** Behaviour that the documents leave open or describe in two ways. A test may change it at any time. */
export interface Settings {
	tencent: {
		/** Show e-mail and phone as `12***@qq.com`, `18***32`. */
		masked: boolean;
		/** Binding and organization ids as 18-digit numbers, beyond JavaScript's safe range. */
		hugeIds: boolean;
		/** The form of `Total` in a list. */
		totals: 'number' | 'text' | 'null';
		/** The command that starts a failed binding again. */
		resubmit: 'add' | 'update' | 'both';
		/** Limits that exist without a published figure. */
		limits: typeof TENCENT_LIMITS;
	};
	aliyun: {
		/** The answer for an address that the account never submitted. */
		unknownEmail: 'error' | 'empty' | 'record';
		/** A: `2019-02-19 16:38:07`, B: `Feb 19,2019 16:38:07`. */
		dateFormat: 'A' | 'B';
		/** The older form is in camel case. Its entries for successes hold the address only. */
		keyCase: 'pascal' | 'camel';
		/** Whether ListEmailVerification matches the whole address or a part of it. */
		emailFilter: 'exact' | 'partial';
		/** Whether the range of creation times in ListEmailVerification includes its two ends. */
		createdEnds: 'counted' | 'left out';
		/** The list in which Submit puts an address that got another mail; in ExistList with a code of success. */
		sentAgain: 'SuccessList' | 'ExistList';
		/** Whether a malformed address fails alone, or the whole request with it. */
		badAddressFails: 'itself' | 'request';
		/** Whether Delete accepts a pending address. */
		deletesPending: boolean;
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
		/** How a list without rows is written. */
		emptyLists: 'array' | 'null';
		/** The most rows of a list, however many are asked for; null: no limit. */
		mostRows: number | null;
		/** The form of an account by ID on the operator's web site: a list of one, or the object. */
		accountById: 'list' | 'object';
		/** Whether the token of a login on one web site is valid on the other site, too. */
		sharedLogins: boolean;
		/** The answer of the session mode to a bad cookie. */
		badCookie: 'code' | 'unauthorized' | 'redirect' | 'html';
	};
	/** Back to the defaults. */
	reset(): void;
}

const defaults = (): Omit<Settings, 'reset'> => ({
	tencent: {
		masked: false,
		hugeIds: false,
		totals: 'number',
		resubmit: 'both',
		limits: { ...TENCENT_LIMITS },
	},
	aliyun: {
		unknownEmail: 'error',
		dateFormat: 'A',
		keyCase: 'pascal',
		emailFilter: 'exact',
		createdEnds: 'counted',
		sentAgain: 'SuccessList',
		badAddressFails: 'itself',
		deletesPending: false,
		format: 'json',
		retryAfterMs: null,
	},
	wemake: {
		envelope: 'wrapped',
		idsAsNumbers: false,
		emptyLists: 'array',
		mostRows: null,
		accountById: 'list',
		sharedLogins: false,
		badCookie: 'code',
	},
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
