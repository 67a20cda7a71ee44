// The verified and waiting addresses of the demo account: the same seed gives the same ones.
import { demoSubjects } from '../demo.mts';
import { HEX, type Random } from '../random.mts';
import { SAMPLE_EMAIL_VERIFICATION } from '../samples.mts';
import { DAY_MS, fromBeijingTime, MINUTE_MS } from '../time.mts';
import { DEMO_ACCOUNT } from './keys.mts';
import type { EmailRecord } from './state.mts';

type State = 'verified' | 'pending' | 'expiredLink' | 'imported';

const MIX: ReadonlyArray<readonly [State, number]> = [
	['verified', 68],
	['pending', 20],
	['expiredLink', 7],
	['imported', 5],
];
const DOMAINS = ['example.com', 'mail.example.cn', 'qq.com', 'sub.example.org'];

/** Legal forms of a local part. Most need escaping in a query or in a signature. */
const SHAPES: ReadonlyArray<readonly [(name: string) => string, number]> = [
	[(name) => name, 80],
	[(name) => `First.Last-${name}`, 8],
	[(name) => `o'brien+${name}(1)*!`, 3],
	[(name) => `50%off&${name}=yes`, 3],
	[(name) => `用户${name}`, 2],
	[(name) => `what?${name}#/~_^$\`{|}`, 2],
	[(name) => `"quoted ${name}"`, 2],
];

/** A verification number or a token: both look alike in samples. */
export const newCode = (random: Random) => random.text(32, HEX);

/** At least the addresses of `demoSubjects`, then more until there are `count`. */
export function generateEmails(count: number, random: Random, startedAt: number): EmailRecord[] {
	const make = (email: string, state: State) => record(email, state, random, startedAt);
	const subjects = demoSubjects.aliyun;
	const records = [
		sampleRecord(),
		make(subjects.pending, 'pending'),
		make(subjects.verified, 'verified'),
		make(subjects.expiredLink, 'expiredLink'),
		make(subjects.imported, 'imported'),
		make(subjects.hostile, 'verified'),
		make(subjects.percent, 'verified'),
		make(subjects.unicode, 'verified'),
	];
	while (records.length < count) {
		const name = `user${records.length}`;
		const email = `${random.weighted(SHAPES)(name)}@${random.pick(DOMAINS)}`;
		records.push(make(email, random.weighted(MIX)));
	}
	return records;
}

function record(email: string, state: State, random: Random, startedAt: number): EmailRecord {
	// A pending link must stay valid for a day of tests; an expired link is expired from the start.
	const ageInDays = state === 'pending' ? random.next() : random.between(5, 700);
	const createdAt = Math.floor(startedAt - ageInDays * DAY_MS);
	const isVerified = state === 'verified' || state === 'imported';
	const verifiedAt = isVerified ? createdAt + random.between(1, 60) * MINUTE_MS : null;
	const isSent = state !== 'imported';
	return {
		email,
		status: isVerified ? 1 : 0,
		verificationNo: newCode(random),
		userId: DEMO_ACCOUNT,
		createdAt,
		modifiedAt: verifiedAt ?? createdAt,
		tokenSentAt: isSent ? createdAt : null,
		verifiedAt,
		sendIp: isSent ? '127.0.0.1' : null,
		confirmIp: isVerified ? `203.0.113.${random.between(1, 254)}` : null,
		token: null,
	};
}

/** The record whose lookup gives the published sample. */
function sampleRecord(): EmailRecord {
	const { VerificationTime, GmtCreate } = SAMPLE_EMAIL_VERIFICATION;
	const createdAt = fromBeijingTime(GmtCreate);
	const verifiedAt = fromBeijingTime(VerificationTime);
	return {
		email: SAMPLE_EMAIL_VERIFICATION.Email,
		status: 1,
		verificationNo: SAMPLE_EMAIL_VERIFICATION.EmailVerificationNo,
		userId: SAMPLE_EMAIL_VERIFICATION.UserId,
		createdAt,
		modifiedAt: verifiedAt,
		tokenSentAt: createdAt,
		verifiedAt,
		sendIp: SAMPLE_EMAIL_VERIFICATION.SendIp,
		confirmIp: SAMPLE_EMAIL_VERIFICATION.ConfirmIp,
		token: null,
	};
}
