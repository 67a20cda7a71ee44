// Keys and subjects of every local cloud. The keys are made up: only the local cloud accepts them.

/** Credentials by vendor and by what is special about them. */
export const demoCredentials = {
	/** The management account of the organization: may do everything. */
	tencent: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000001',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000001',
	},
	/** Temporary keys of the same account. */
	tencentTemporary: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000002',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000002',
		sessionToken: 'EXAMPLETENCENTSESSIONTOKEN000000000000000000000002',
	},
	/** Temporary keys that have expired. */
	tencentExpired: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000003',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000003',
		sessionToken: 'EXAMPLETENCENTSESSIONTOKEN000000000000000000000003',
	},
	/** A sub-account without any right: only GetCallerIdentity works. */
	tencentNoPermission: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000004',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000004',
	},
	/** A sub-account that may look everything up and change nothing. */
	tencentReadOnly: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000007',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000007',
	},
	/** An account that has no organization. */
	tencentNoOrganization: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000005',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000005',
	},
	/** Unknown to the China site's hosts; the keys above are unknown to the International ones. */
	tencentInternational: {
		secretId: 'AKIDEXAMPLETENCENT0000000000000006',
		secretKey: 'EXAMPLETENCENTSECRETKEY000000006',
	},
	aliyun: {
		accessKeyId: 'LTAIEXAMPLEALIYUN00000001',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000001',
	},
	aliyunTemporary: {
		accessKeyId: 'STS.EXAMPLEALIYUN00000002',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000002',
		securityToken: 'EXAMPLEALIYUNSECURITYTOKEN0000000000000000000002',
	},
	aliyunExpired: {
		accessKeyId: 'STS.EXAMPLEALIYUN00000003',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000003',
		securityToken: 'EXAMPLEALIYUNSECURITYTOKEN0000000000000000000003',
	},
	/** A key that was disabled. */
	aliyunInactive: {
		accessKeyId: 'LTAIEXAMPLEALIYUN00000004',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000004',
	},
	/** A RAM user without any right: only GetCallerIdentity works. */
	aliyunNoPermission: {
		accessKeyId: 'LTAIEXAMPLEALIYUN00000005',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000005',
	},
	/** Unknown to the China site's hosts; the keys above are unknown to the International ones. */
	aliyunInternational: {
		accessKeyId: 'LTAIEXAMPLEALIYUN00000006',
		accessKeySecret: 'EXAMPLEALIYUNSECRET00000000006',
	},
	/** The key pair of the reference's signature sample, with the token of its sample account. */
	wemake: {
		secretId: 'AKIDEXAMPLE',
		secretKey: 'SECRETEXAMPLE',
		accessToken: 'EXAMPLEWEMAKETOKENVERIFIED0000000000000000000001',
	},
	wemakeExpiredToken: {
		secretId: 'AKIDEXAMPLE',
		secretKey: 'SECRETEXAMPLE',
		accessToken: 'EXAMPLEWEMAKETOKENEXPIRED00000000000000000000002',
	},
	/** The token of an operator of the platform. */
	wemakeOperator: {
		secretId: 'AKIDEXAMPLE',
		secretKey: 'SECRETEXAMPLE',
		accessToken: 'EXAMPLEWEMAKETOKENOPERATOR0000000000000000000003',
	},
	/** A key pair that may not call anything. */
	wemakeNoPermission: {
		secretId: 'AKIDEXAMPLEWEMAKE00000000000000004',
		secretKey: 'EXAMPLEWEMAKESECRETKEY0000000004',
		accessToken: 'EXAMPLEWEMAKETOKENVERIFIED0000000000000000000001',
	},
} as const;

const FURTHER = 'FURTHERKEY';

/** One of any number of further key pairs of the same accounts, with the rights of the first. */
export const furtherKeys = {
	tencent: (number: number) => ({
		secretId: `AKIDEXAMPLETENCENT${FURTHER}${number}`,
		secretKey: `EXAMPLETENCENTSECRETKEY${number}`,
	}),
	aliyun: (number: number) => ({
		accessKeyId: `LTAIEXAMPLEALIYUN${FURTHER}${number}`,
		accessKeySecret: `EXAMPLEALIYUNSECRET${number}`,
	}),
	wemake: (number: number) => ({
		secretId: `AKIDEXAMPLEWEMAKE${FURTHER}${number}`,
		secretKey: `EXAMPLEWEMAKESECRETKEY${number}`,
	}),
};

/** The number of a further key pair, by its ID; undefined: it is none. */
export function furtherKeyNumber(id: string): number | undefined {
	const [, number] = id.split(FURTHER);
	return /^\d{1,15}$/.test(number ?? '') ? Number(number) : undefined;
}

/** One subject of every state, by name. */
export const demoSubjects = {
	/** Member UINs. */
	tencent: {
		/** The published sample of the lookup, field for field. */
		sample: '123',
		unbound: '100000000101',
		pending: '100000000102',
		verified: '100000000103',
		failed: '100000000104',
		/** Every field of its binding is null. */
		noValues: '100000000105',
		/** An existing account that joined: it cannot have a binding. */
		invited: '100000000106',
		/** A UIN beyond JavaScript's safe integers. */
		huge: '900719925474099312',
	},
	/** E-mail addresses. */
	aliyun: {
		/** The published sample of the lookup, field for field. */
		sample: 'abc@aliyun.com',
		pending: 'pending@example.com',
		verified: 'verified@example.com',
		/** Still pending, but its link is more than three days old. */
		expiredLink: 'expired-link@example.com',
		/** Verified elsewhere in the account: no SendIp, no TokenSendTime. */
		imported: 'imported@example.com',
		/** Legal, and a trap for signers. */
		hostile: "o'brien+tag(1)*!@example.com",
		percent: 'fifty%off&more=yes@example.com',
		unicode: '用户@例子.中国',
	},
	/** Account ids, each with an access token of its own. */
	wemake: {
		/** The published sample of the lookup, field for field. */
		verified: {
			accountId: '511008144529233333',
			accessToken: 'EXAMPLEWEMAKETOKENVERIFIED0000000000000000000001',
		},
		pending: {
			accountId: '511008144529230001',
			accessToken: 'EXAMPLEWEMAKETOKENPENDING00000000000000000000011',
		},
		unverified: {
			accountId: '511008144529230002',
			accessToken: 'EXAMPLEWEMAKETOKENUNVERIFIED00000000000000000012',
		},
		failed: {
			accountId: '511008144529230003',
			accessToken: 'EXAMPLEWEMAKETOKENFAILED000000000000000000000013',
		},
		operator: {
			accountId: '511008144529230004',
			accessToken: 'EXAMPLEWEMAKETOKENOPERATOR0000000000000000000003',
		},
	},
} as const;
