// What each service's answers mean, at the edges. The usual values: test/integration/nodes/record.test.mts.
import {
	emailRecord,
	hasStatus,
	isForEmail,
	unknownEmail,
} from '../../../nodes/AliyunEmailVerification/record.ts';
import { accountRecord } from '../../../nodes/IamAccount/record.ts';
import { bindingRecord } from '../../../nodes/TencentOrganization/record.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';

const UTC = 'UTC';
const NOTHING = {
	isVerified: false,
	email: null,
	phone: null,
	emailStatus: null,
	phoneStatus: null,
	verifiedAt: null,
	reason: null,
};

describe('Tencent', () => {
	const record = (answer: JsonObject) => bindingRecord(answer, '123', UTC);

	it.each<[JsonObject, object]>([
		[{}, { status: 'unknown', emailStatus: 'unknown', phoneStatus: 'unknown' }],
		[{ BindStatus: 'Success' }, { status: 'verified', verifiedAt: null }],
		[{ BindStatus: 'Success', BindTime: '0000-00-00 00:00:00' }, { verifiedAt: null }],
		[
			{ BindStatus: 'Failed', Description: '' },
			{ status: 'failed', reason: null },
		],
		[{ BindStatus: 'VALID' }, { status: 'pending' }],
		[
			{ Email: '', Phone: null },
			{ email: null, phone: null },
		],
		[
			{ Email: '12***@qq.com', Phone: 18 },
			{ email: '12***@qq.com', phone: '18' },
		],
		[{ PhoneBind: '1' }, { phoneStatus: 'verified' }],
	])('%j', (answer, expected) => {
		expect(record(answer)).toMatchObject({
			provider: 'tencentOrganization',
			subject: '123',
			...expected,
		});
	});
});

describe('Aliyun', () => {
	it.each<[JsonObject, object]>([
		[
			{ verificationStatus: 1, email: 'x@y.cn' },
			{ status: 'verified', email: 'x@y.cn' },
		],
		[
			{ VerificationStatus: 1, VerificationTime: 'Feb 19,2019 16:40:38' },
			{ verifiedAt: '2019-02-19T16:40:38+00:00' },
		],
		[
			{ verificationStatus: 1, verificationTime: '2019-02-19 16:40:38' },
			{ verifiedAt: '2019-02-19T16:40:38+00:00' },
		],
	])('%j', (row, expected) => {
		expect(emailRecord(row, 'a@example.com', UTC)).toMatchObject({
			provider: 'aliyun',
			subject: 'a@example.com',
			phone: null,
			phoneStatus: null,
			reason: null,
			...expected,
		});
	});

	it.each<[JsonObject, boolean]>([
		[{ VerificationStatus: 0 }, true],
		[{ verificationStatus: 1 }, true],
		[{ VerificationStatus: null }, false],
		[{ RequestId: 'r' }, false],
	])('hasStatus of %j: %s', (row, expected) => {
		expect(hasStatus(row)).toBe(expected);
	});

	it.each<[JsonObject, boolean]>([
		[{ Email: 'A@Example.com' }, true],
		[{ email: 'a@example.com' }, true],
		[{ Email: 'ba@example.com' }, false],
		[{}, false],
	])('isForEmail of %j: %s', (row, expected) => {
		expect(isForEmail(row, 'a@example.COM')).toBe(expected);
	});

	it('an unknown address has a record that says nothing', () => {
		expect(unknownEmail('a@example.com')).toEqual({
			...NOTHING,
			provider: 'aliyun',
			subject: 'a@example.com',
			status: 'unknown',
			emailStatus: 'unknown',
		});
	});
});

describe('WeMake', () => {
	it.each<[JsonObject, object]>([
		[{}, { subject: '', status: 'unknown', emailStatus: 'unknown', phoneStatus: 'unknown' }],
		[{ AccountName: 'n' }, { subject: 'n' }],
		[{ AccountId: '511008144529233333', AccountName: 'n' }, { subject: '511008144529233333' }],
		[
			{ AuthStatus: 2, AuthTime: 0 },
			{ status: 'verified', verifiedAt: null },
		],
		[{ AuthStatus: 0, MailBindStatus: 1, ContactMailStatus: 0 }, { emailStatus: 'unverified' }],
		[
			{ ContactMailStatus: 1, ContactMobileStatus: 2 },
			{ emailStatus: 'pending', phoneStatus: 'verified' },
		],
		[
			{ ContactMail: 'a@b.cn', ContactMobile: '177xxxx36' },
			{ email: 'a@b.cn', phone: '177xxxx36' },
		],
	])('%j', (account, expected) => {
		expect(accountRecord(account, UTC)).toMatchObject({ provider: 'wemakeIam', ...expected });
	});
});
