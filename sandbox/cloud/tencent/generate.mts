// The members of the demo organization: the same seed gives the same members.
import { demoSubjects } from '../demo.mts';
import { DIGITS, type Random } from '../random.mts';
import { SAMPLE_BINDING } from '../samples.mts';
import { DAY_MS, fromBeijingTime, HOUR_MS } from '../time.mts';
import type { Binding, Department, Member } from './state.mts';

export const ORGANIZATION_CREATED_AT = fromBeijingTime('2021-04-15 21:07:54');
const ROOT = 1001;
const DEPARTMENTS = [
	{ id: ROOT, name: 'Root' },
	{ id: 1002, name: 'Sales' },
	{ id: 1003, name: 'Research' },
	{ id: 1004, name: '客户服务' },
];

/** The departments that members belong to, then as many teams as it takes. */
export const generateDepartments = (count: number): Department[] =>
	Array.from({ length: Math.max(count, DEPARTMENTS.length) }, (_, index) => {
		const { id, name } = DEPARTMENTS[index] ?? { id: ROOT + index, name: `Team ${index + 1}` };
		return {
			id,
			name,
			parentId: id === ROOT ? 0 : ROOT,
			remark: index % 3 === 2 ? '备注' : '',
			createdAt: ORGANIZATION_CREATED_AT + index * DAY_MS,
			updatedAt: ORGANIZATION_CREATED_AT + 2 * index * DAY_MS,
			tags: index % 2 === 1 ? [{ TagKey: 'kind', TagValue: 'field' }] : [],
		};
	});

type State = 'unbound' | 'pending' | 'verified' | 'failed' | 'lapsed' | 'noValues' | 'invited';

const MIX: ReadonlyArray<readonly [State, number]> = [
	['verified', 48],
	['unbound', 22],
	['pending', 14],
	['invited', 6],
	['failed', 5],
	['lapsed', 4],
	['noValues', 1],
];
const FAMILY_NAMES = ['Chen', 'Li', 'Wang', 'Zhang', 'Müller', "O'Brien", '欧阳', '陈'];
const MAIL_DOMAINS = ['qq.com', '163.com', 'example.com', 'mail.example.cn'];
const REASONS = ['The email is already used', 'The account is already registered', '邮箱绑定失败'];

/** At least the members of `demoSubjects`, then more until there are `count`. */
export function generateMembers(count: number, random: Random, startedAt: number): Member[] {
	const bindId = { last: 100 };
	const make = (uin: string, state: State) => member(uin, state, random, startedAt, bindId);
	const { sample, unbound, pending, verified, failed, noValues, invited, huge } =
		demoSubjects.tencent;
	const members = [
		{ ...make(sample, 'verified'), binding: sampleBinding() },
		make(unbound, 'unbound'),
		make(pending, 'pending'),
		make(verified, 'verified'),
		make(failed, 'failed'),
		make(noValues, 'noValues'),
		make(invited, 'invited'),
		make(huge, 'verified'),
	];
	let uin = 100_000_001_000;
	while (members.length < count) {
		uin += random.between(1, 9);
		members.push(make(String(uin), random.weighted(MIX)));
	}
	return members;
}

function member(
	uin: string,
	state: State,
	random: Random,
	startedAt: number,
	bindId: { last: number },
): Member {
	const createdAt = startedAt - random.between(400, 900) * DAY_MS;
	const name = `${random.pick(FAMILY_NAMES)}-${uin.slice(-4)}`;
	return {
		uin,
		name,
		accountName: name,
		nickName: name,
		type: state === 'invited' ? 'Invite' : 'Create',
		nodeId: random.pick(DEPARTMENTS).id,
		remark: random.pick(['', '', 'member of the demo organization', '备注']),
		createdAt,
		updatedAt: createdAt + random.between(0, 300) * DAY_MS,
		isAllowQuit: random.pick(['Allow', 'Denied']),
		permissionStatus: random.weighted([
			['Confirmed', 9],
			['UnConfirmed', 1],
		]),
		permissionIds: [1, 2],
		payUin: '',
		authName: random.pick(['Example Trading Co., Ltd.', '示例科技有限公司']),
		tags: random.pick([[], [{ TagKey: 'env', TagValue: random.pick(['test', 'production']) }]]),
		binding: binding(uin, state, random, startedAt, bindId),
		pastBindIds: [],
		hasNoValues: state === 'noValues',
	};
}

function binding(
	uin: string,
	state: State,
	random: Random,
	startedAt: number,
	bindId: { last: number },
): Binding | null {
	if (state === 'unbound' || state === 'invited' || state === 'noValues') return null;
	bindId.last += 1;
	// A pending link must stay valid for every test run; a lapsed link is expired from the start.
	const ageInDays = state === 'pending' ? random.between(1, 10) : random.between(20, 380);
	const appliedAt = startedAt - ageInDays * DAY_MS - random.between(0, DAY_MS / 2);
	const isBound = state === 'verified';
	return {
		bindId: bindId.last,
		appliedAt,
		mailedAt: appliedAt,
		email: `member${uin.slice(-6)}@${random.pick(MAIL_DOMAINS)}`,
		phone: `1${random.text(10, DIGITS)}`,
		countryCode: random.weighted([
			['86', 8],
			['852', 1],
			['49', 1],
		]),
		status: isBound ? 'Success' : state === 'failed' ? 'Failed' : 'Valid',
		boundAt: isBound ? appliedAt + random.between(1, 300) * HOUR_MS : null,
		description: state === 'failed' ? random.pick(REASONS) : isBound ? 'success' : '',
		isPhoneBound: isBound && random.next() < 0.7,
		changes: 0,
		resentAt: [],
	};
}

/** The binding whose lookup gives the published sample. */
function sampleBinding(): Binding {
	const { BindId, ApplyTime, Email, Phone, CountryCode, BindStatus, BindTime, Description } =
		SAMPLE_BINDING;
	const appliedAt = fromBeijingTime(ApplyTime);
	return {
		bindId: BindId,
		appliedAt,
		mailedAt: appliedAt,
		email: Email,
		phone: Phone,
		countryCode: CountryCode,
		status: BindStatus,
		boundAt: fromBeijingTime(BindTime),
		description: Description,
		isPhoneBound: false,
		changes: 0,
		resentAt: [],
	};
}
