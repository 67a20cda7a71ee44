import { hash } from 'node:crypto';
import { type Clock } from './clock';
import { textOf } from '../values/text';
import { RateLimiter } from './rateLimiter';
import { type Credentials, type Service } from './service';

/** More limiters than this are kept only while they are in use: access tokens change, and each is an account. */
const MAX_IDLE_LIMITERS = 1000;

/** By (account, action): the executions of this process share the quota. */
const rateLimiters = new Map<string, RateLimiter>();

/**
 * The limiter of a quota.
 *
 * @param account whom the service counts requests for, from `accountKey`
 */
export function sharedRateLimiter(account: string, action: string, clock: Clock): RateLimiter {
	const key = `${account}/${action}`;
	let rateLimiter = rateLimiters.get(key);
	if (!rateLimiter) {
		if (rateLimiters.size >= MAX_IDLE_LIMITERS) dropIdleLimiters();
		rateLimiter = new RateLimiter(clock);
		rateLimiters.set(key, rateLimiter);
	}
	return rateLimiter;
}

/** The account that a credential stands for: a digest, so that no secret is kept. */
export function accountKey(service: Service, credentials: Credentials): string {
	const values = service.accountOf(credentials).map((value) => textOf(value).trim());
	return hash('sha256', JSON.stringify([service.credentialType, ...values]), 'hex');
}

/** An idle limiter holds nothing that a new one would not have. */
function dropIdleLimiters(): void {
	for (const [key, { isIdle }] of rateLimiters) if (isIdle) rateLimiters.delete(key);
}
