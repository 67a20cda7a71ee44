/** Tencent publishes no figures for these: each is made up. */
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

/** What the documents leave open or describe in two ways; tests switch it at any time. */
export interface Settings {
	tencent: {
		/** Show e-mail and phone as `12***@qq.com`, `18***32`. */
		masked: boolean;
		/** Binding and organization ids as 18-digit numbers, beyond JavaScript's safe range. */
		hugeIds: boolean;
		/** How lists write the number of all rows. */
		totals: 'number' | 'text' | 'null';
		/** By what a failed binding is begun anew. */
		resubmit: 'add' | 'update' | 'both';
		/** Limits that exist without a published figure. */
		limits: typeof TENCENT_LIMITS;
	};
	aliyun: {
		/** The answer for an address that the account never submitted. */
		unknownEmail: 'error' | 'empty' | 'record';
		/** A: `2019-02-19 16:38:07`, B: `Feb 19,2019 16:38:07`. */
		dateFormat: 'A' | 'B';
		/** The older form, in camel case, says no more of successes than their address. */
		keyCase: 'pascal' | 'camel';
		/** The address that ListEmailVerification filters by: the whole of it, or a part. */
		emailFilter: 'exact' | 'partial';
		/** The ends of the creation times that ListEmailVerification filters by. */
		createdEnds: 'counted' | 'left out';
		/** Where Submit lists an address that got another mail: ExistList tells so by its code. */
		sentAgain: 'SuccessList' | 'ExistList';
		/** What a malformed address among others fails: itself, or the whole request. */
		badAddressFails: 'itself' | 'request';
		/** Whether Delete takes an address that still waits to be verified. */
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
		/** One account by id, on the operator's web site: as a list, or as it is. */
		accountById: 'list' | 'object';
		/** Whether what a login on one web site yields is good for the other one, too. */
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
