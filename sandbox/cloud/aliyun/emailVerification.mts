import { ErrorResponse } from '../errorResponse.mts';
import type { Settings } from '../settings.mts';
import { beijingTime, beijingTimeInWords } from '../time.mts';
import { RPC, type AliyunOperation } from './operation.mts';
import type { QueryTable } from './parameters.mts';
import type { EmailRecord } from './state.mts';

/** What the operations of the domain product share. */
export const DOMAIN = { ...RPC, product: 'Domain', version: '2018-01-29' } as const;
export const COMMON: QueryTable = { Lang: { type: 'string' }, UserClientIp: { type: 'string' } };
const DEFAULT_PAGE_SIZE = 500;

export const queryEmailVerification: AliyunOperation = {
	...DOMAIN,
	action: 'QueryEmailVerification',
	ramAction: 'domain:QueryEmailVerification',
	parameters: { ...COMMON, Email: { type: 'string', required: true } },
	answer: ({ Email }, { state, settings }) => {
		const record = state.get(String(Email));
		return record === undefined
			? unknownEmail(String(Email), settings)
			: recordFields(record, settings);
	},
};

export const listEmailVerification: AliyunOperation = {
	...DOMAIN,
	action: 'ListEmailVerification',
	ramAction: 'domain:QueryEmailVerification',
	parameters: {
		...COMMON,
		PageNum: { type: 'integer', min: 1 },
		PageSize: { type: 'integer', min: 1, max: 5000 },
		Email: { type: 'string' },
		VerificationStatus: { type: 'integer', min: 0, max: 1 },
		BeginCreateTime: { type: 'integer', min: 0 },
		EndCreateTime: { type: 'integer', min: 0 },
	},
	answer: (values, { state, settings }) => {
		const pageNumber = Number(values.PageNum ?? 1);
		const pageSize = Number(values.PageSize ?? DEFAULT_PAGE_SIZE);
		const ends = settings.aliyun.createdEnds === 'counted' ? 0 : 1;
		const begin = Number(values.BeginCreateTime ?? -Infinity) + ends;
		const end = Number(values.EndCreateTime ?? Infinity) - ends;
		const email = values.Email === undefined ? undefined : String(values.Email).toLowerCase();
		const isPartial = settings.aliyun.emailFilter === 'partial';
		const isFound = (address: string, part: string) =>
			isPartial ? address.includes(part) : address === part;
		const found = state
			.records()
			.filter(
				(record) =>
					(email === undefined || isFound(record.email.toLowerCase(), email)) &&
					(values.VerificationStatus === undefined ||
						record.status === values.VerificationStatus) &&
					record.createdAt >= begin &&
					record.createdAt <= end,
			);
		const pages = Math.ceil(found.length / pageSize);
		return {
			TotalItemNum: found.length,
			TotalPageNum: pages,
			CurrentPageNum: pageNumber,
			PageSize: pageSize,
			PrePage: pageNumber > 1,
			NextPage: pageNumber < pages,
			Data: found
				.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
				.map((record) => recordFields(record, settings)),
		};
	},
};

/** The answer for an address that was never submitted, in one of three forms. */
function unknownEmail(email: string, settings: Settings): Record<string, unknown> {
	switch (settings.aliyun.unknownEmail) {
		case 'error':
			throw new ErrorResponse('ParameterIllegal');
		case 'empty':
			return {};
		case 'record':
			return { Email: email, VerificationStatus: 0 };
	}
}

/** The ten fields of a record; those without a value are absent, not null. */
function recordFields(record: EmailRecord, settings: Settings): Record<string, unknown> {
	const time = settings.aliyun.dateFormat === 'A' ? beijingTime : beijingTimeInWords;
	const fields = {
		Email: record.email,
		VerificationStatus: record.status,
		EmailVerificationNo: record.verificationNo,
		UserId: record.userId,
		GmtCreate: time(record.createdAt),
		GmtModified: time(record.modifiedAt),
		TokenSendTime: record.tokenSentAt === null ? null : time(record.tokenSentAt),
		VerificationTime: record.verifiedAt === null ? null : time(record.verifiedAt),
		SendIp: record.sendIp,
		ConfirmIp: record.confirmIp,
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
