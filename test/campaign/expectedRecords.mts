// The records that lookups must give, made from the state of the local cloud and not from its answers.
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { SAMPLE_ACCOUNT } from '../../sandbox/cloud/samples.mts';
import { beijingTime } from '../../sandbox/cloud/time.mts';
import { TENCENT_STATUSES } from '../statuses.mts';

const iso = (milliseconds: number | null) =>
	milliseconds === null ? null : `${beijingTime(milliseconds).replace(' ', 'T')}+08:00`;

const NOTHING = { email: null, phone: null, phoneStatus: null, verifiedAt: null, reason: null };

/** A record in which only the status is known. */
const bare = (provider: string, subject: string, status: string, phoneStatus: string | null) => ({
	provider,
	subject,
	...NOTHING,
	status,
	isVerified: false,
	emailStatus: status,
	phoneStatus,
});

/** The record of a member; `unknown` for one that does not exist or whose answer was blank. */
export function memberRecord({ tencent }: Cloud, uin: string, isBlank = false) {
	const member = tencent.get(uin);
	const bindStatus = member && tencent.bindStatus(member);
	if (isBlank || !member || !bindStatus) {
		return bare('tencentOrganization', uin, 'unknown', 'unknown');
	}
	const status = TENCENT_STATUSES[bindStatus];
	const { binding } = member;
	if (!binding) return bare('tencentOrganization', uin, status, 'unverified');
	return {
		...bare('tencentOrganization', uin, status, binding.isPhoneBound ? 'verified' : 'unverified'),
		isVerified: status === 'verified',
		email: binding.email,
		phone: binding.phone,
		verifiedAt: status === 'verified' ? iso(binding.boundAt) : null,
		reason: status === 'failed' ? tencent.description(member) || null : null,
	};
}

/** The record of an address; `unknown` for one that the account never submitted, or without a cloud. */
export function emailRecord(cloud: Cloud | null, email: string) {
	const record = cloud?.aliyun.get(email);
	if (!record) {
		const isRecord = cloud?.settings.aliyun.unknownEmail === 'record';
		const noTimes = { createdAt: null, mailSentAt: null };
		if (!isRecord) return { ...bare('aliyun', email, 'unknown', null), ...noTimes };
		return { ...bare('aliyun', email, 'pending', null), email, ...noTimes };
	}
	const isVerified = record.status === 1;
	return {
		...bare('aliyun', email, isVerified ? 'verified' : 'pending', null),
		isVerified,
		email: record.email,
		verifiedAt: isVerified ? iso(record.verifiedAt) : null,
		createdAt: iso(record.createdAt),
		mailSentAt: iso(record.tokenSentAt),
	};
}

/** The published sample account, which the demo token belongs to. */
export const ACCOUNT_RECORD = {
	provider: 'wemakeIam',
	subject: demoSubjects.wemake.verified.accountId,
	status: 'verified',
	isVerified: true,
	email: SAMPLE_ACCOUNT.ContactMail,
	phone: SAMPLE_ACCOUNT.ContactMobile,
	emailStatus: 'verified',
	phoneStatus: 'verified',
	verifiedAt: '2020-06-11T19:21:36+08:00',
	reason: null,
};

export const BLANK_ACCOUNT_RECORD = bare('wemakeIam', '', 'unknown', 'unknown');
