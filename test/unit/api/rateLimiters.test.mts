import { accountKey, sharedRateLimiter } from '../../../nodes/shared/api/rateLimiters.ts';
import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import { iamAccountService } from '../../../nodes/IamAccount/service.ts';
import { tencentOrganizationService } from '../../../nodes/TencentOrganization/service.ts';
import type { Credentials, Service } from '../../../nodes/shared/api/service.ts';
import { virtualClock } from './virtualClock.mts';

it('is shared by account and action', () => {
	const { clock } = virtualClock();
	const limiter = sharedRateLimiter('shared', 'a', clock);
	expect(sharedRateLimiter('shared', 'a', clock)).toBe(limiter);
	expect(sharedRateLimiter('shared', 'b', clock)).not.toBe(limiter);
	expect(sharedRateLimiter('other', 'a', clock)).not.toBe(limiter);
});

describe('many accounts', () => {
	/** More than are kept. */
	const manyMore = (clock: ReturnType<typeof virtualClock>['clock'], name: string) => {
		for (let index = 0; index < 2000; index++) sharedRateLimiter(`${name} ${index}`, 'a', clock);
	};

	it('those that nobody uses are dropped', () => {
		const { clock } = virtualClock();
		const idle = sharedRateLimiter('idle', 'a', clock);
		manyMore(clock, 'first');
		expect(sharedRateLimiter('idle', 'a', clock)).not.toBe(idle);
	});

	it('one that still counts requests, waits or is throttled is kept', async () => {
		const { clock, run } = virtualClock();
		const kept = ['sent', 'waiting', 'throttled', 'paused'].map((account) =>
			sharedRateLimiter(account, 'a', clock),
		);
		const [sent, waiting, throttled, paused] = kept;
		const slow = { perSecond: 0.1, execution: {} };
		await Promise.all([sent, waiting].map((limiter) => limiter.acquire(slow)));
		void waiting.acquire(slow);
		const permit = { perSecond: 20, sentAt: clock.now(), arrivedBy: clock.now() };
		throttled.onThrottled(permit);
		paused.onThrottled(permit, 60_000);
		manyMore(clock, 'second');
		expect(
			['sent', 'waiting', 'throttled', 'paused'].map((account) =>
				sharedRateLimiter(account, 'a', clock),
			),
		).toEqual(kept);
		await run();
	});
});

describe('the account', () => {
	it.each<[string, Service, Credentials, Credentials]>([
		['site', tencentOrganizationService, { site: 'china' }, { site: 'international' }],
		[
			'endpoint',
			tencentOrganizationService,
			{ site: 'custom', endpoint: 'https://a.example.com' },
			{ site: 'custom', endpoint: 'https://b.example.com' },
		],
		['Secret ID', tencentOrganizationService, { secretId: 'a' }, { secretId: 'b' }],
		['AccessKey ID', aliyunEmailVerificationService, { accessKeyId: 'a' }, { accessKeyId: 'b' }],
		['domain', iamAccountService, { domain: 'a.example.com' }, { domain: 'b.example.com' }],
		['key pair', iamAccountService, { secretId: 'a' }, { secretId: 'b' }],
		[
			'access token of a session',
			iamAccountService,
			{ authentication: 'session', accessToken: 'a' },
			{ authentication: 'session', accessToken: 'b' },
		],
	])('differs by %s', (_name, service, one, other) => {
		expect(accountKey(service, one)).not.toBe(accountKey(service, other));
	});

	it.each<[string, Service, Credentials, Credentials]>([
		[
			'an endpoint that the site does not use',
			tencentOrganizationService,
			{ site: 'china', secretId: 'a', endpoint: '' },
			{ site: 'china', secretId: 'a', endpoint: 'https://left.example.com' },
		],
		['a blank', aliyunEmailVerificationService, { accessKeyId: 'a' }, { accessKeyId: ' a\n' }],
		[
			'the access token of signed calls',
			iamAccountService,
			{ authentication: 'openApi', secretId: 'a', accessToken: 'b' },
			{ authentication: 'openApi', secretId: 'a', accessToken: 'c' },
		],
	])('does not differ by %s', (_name, service, one, other) => {
		expect(accountKey(service, one)).toBe(accountKey(service, other));
	});

	it('holds no secret', () => {
		const accessToken = 'TOKENTOKENTOKENTOKEN';
		const key = accountKey(iamAccountService, { authentication: 'session', accessToken });
		expect(key).toMatch(/^[0-9a-f]{64}$/);
	});
});
