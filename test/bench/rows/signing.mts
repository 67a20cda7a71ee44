import { equal } from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Acs3Request } from '../../../credentials/signing/acs3';
import type { Tc3Request } from '../../../credentials/signing/tc3';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import type { Line, Row } from '../row.mts';
import { loadSource } from '../sources.mts';

const ROUND = 20_000;
/** Two rounds agree when they differ by no more than this share. */
const AGREEMENT = 0.1;
const MOST_ROUNDS = 20;
const MOST_MICROSECONDS = 7;
const MOST_OF_THE_SDK = 0.6;

// The SDKs are CommonJS and name their files without extension.
const require = createRequire(import.meta.url);

export const signing: Row = {
	name: 'signing',
	seconds: 5,
	how:
		`Processor time of one signature, over the request of a lookup: the second of two rounds of ` +
		`${ROUND} that differ by at most ${AGREEMENT * 100} %. Both sides give the same signature.`,

	measure: async () => await Promise.resolve([tc3(), acs3()]),
};

function tc3(): Line {
	const { signTc3 } = loadSource(
		'credentials/signing/tc3',
	) as typeof import('../../../credentials/signing/tc3');
	const { default: Sign } =
		require('tencentcloud-sdk-nodejs/tencentcloud/common/sign') as typeof import('tencentcloud-sdk-nodejs/tencentcloud/common/sign');
	const key = demoCredentials.tencent;
	const host = 'organization.tencentcloudapi.com';
	const body = '{"MemberUin":100000001000}';
	const timestamp = 1_700_000_000;
	const request: Tc3Request = {
		method: 'POST',
		query: '',
		headers: { 'content-type': 'application/json', host },
		body,
		timestamp,
		service: 'organization',
	};
	const official = {
		...key,
		method: 'POST',
		url: `https://${host}/`,
		payload: Buffer.from(body),
		timestamp,
		service: 'organization',
		headers: { 'Content-Type': 'application/json' },
	} as unknown as Parameters<typeof Sign.sign3>[0];
	return line(
		'TC3',
		'tencentcloud-sdk-nodejs',
		() => signTc3(request, key),
		() => Sign.sign3(official),
	);
}

function acs3(): Line {
	const { contentSha256, signAcs3 } = loadSource(
		'credentials/signing/acs3',
	) as typeof import('../../../credentials/signing/acs3');
	const { default: OpenApiUtil } =
		require('@alicloud/openapi-core/dist/utils') as typeof import('@alicloud/openapi-core/dist/utils');
	const key = demoCredentials.aliyun;
	const email = "o'brien+tag(1)*!@example.com";
	const hashedPayload = contentSha256('');
	const headers = {
		host: 'domain.aliyuncs.com',
		'x-acs-action': 'QueryEmailVerification',
		'x-acs-content-sha256': hashedPayload,
		'x-acs-date': '2023-11-14T22:13:20Z',
		'x-acs-signature-nonce': '5b5f6b0e-9f0a-4f3e-8c1d-2a7e6d4c3b21',
		'x-acs-version': '2018-01-29',
	};
	const request: Acs3Request = {
		method: 'POST',
		path: '/',
		query: [
			['Email', email],
			['Lang', 'en'],
		],
		headers,
		hashedPayload,
	};
	const official = {
		method: 'POST',
		pathname: '/',
		query: { Email: email, Lang: 'en' },
		headers,
	} as unknown as Parameters<typeof OpenApiUtil.getAuthorization>[0];
	const { accessKeyId, accessKeySecret } = key;
	return line(
		'ACS3',
		'@alicloud/openapi-core',
		() => signAcs3(request, key),
		() =>
			OpenApiUtil.getAuthorization(
				official,
				'ACS3-HMAC-SHA256',
				hashedPayload,
				accessKeyId,
				accessKeySecret,
			),
	);
}

function line(name: string, sdk: string, ours: () => string, theirs: () => string): Line {
	equal(ours(), theirs());
	const [measured, baseline] = agreeingRounds([ours, theirs]);
	const share = measured / baseline;
	return {
		what: `One ${name} signature`,
		budget: `≤ ${MOST_MICROSECONDS} µs, or ≤ ${MOST_OF_THE_SDK} of the SDK's`,
		measured: `${measured.toFixed(1)} µs`,
		baseline: `${sdk}: ${baseline.toFixed(1)} µs`,
		ratio: `${share.toFixed(2)} of the SDK's`,
		isMet: measured <= MOST_MICROSECONDS || share <= MOST_OF_THE_SDK,
	};
}

/** Microseconds of processor time for one call of each; they take turns, so that both see the same machine. */
function agreeingRounds(calls: ReadonlyArray<() => string>): number[] {
	let former = calls.map(microseconds);
	for (let round = 1; round < MOST_ROUNDS; round++) {
		const latest = calls.map(microseconds);
		const agrees = (time: number, index: number) =>
			Math.abs(time - former[index]) <= AGREEMENT * former[index];
		if (latest.every(agrees)) return latest;
		former = latest;
	}
	throw new Error(`No two of ${MOST_ROUNDS} rounds agreed: this machine is too busy to measure on`);
}

function microseconds(call: () => string): number {
	const cpu = process.cpuUsage();
	for (let count = 0; count < ROUND; count++) call();
	const { user, system } = process.cpuUsage(cpu);
	return (user + system) / ROUND;
}
