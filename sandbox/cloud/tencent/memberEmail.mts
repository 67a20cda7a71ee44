import { longId } from '../distort.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { beijingTime, HOUR_MS } from '../time.mts';
import type { TencentContext, TencentOperation } from './operation.mts';
import { requireMember, requireOrganization, ORGANIZATION } from './rules.mts';
import type { Binding, BindingRequest, Member } from './state.mts';

/** How often a binding may be changed before its activation, as documented. */
const MOST_CHANGES = 3;

const memberUin = { type: 'integer', required: true, min: 1 } as const;
const bindId = { type: 'integer', required: true, min: 1 } as const;
const submission = {
	Email: { type: 'string', required: true },
	CountryCode: { type: 'string', required: true },
	Phone: { type: 'string', required: true },
} as const;

export const describeOrganizationMemberEmailBind: TencentOperation = {
	...ORGANIZATION,
	action: 'DescribeOrganizationMemberEmailBind',
	parameters: { MemberUin: memberUin },
	answer: (values, context) => {
		requireOrganization(context);
		return bindingFields(requireMember(values.MemberUin, context), context);
	},
};

export const addOrganizationMemberEmail: TencentOperation = {
	...ORGANIZATION,
	action: 'AddOrganizationMemberEmail',
	parameters: { MemberUin: memberUin, ...submission },
	answer: (values, context) => {
		requireOrganization(context);
		const { state, settings } = context;
		const { limits, resubmit } = settings.tencent;
		const member = requireMember(values.MemberUin, context);
		const request = readRequest(values);
		if (member.type === 'Invite') throw new ErrorResponse('UnsupportedOperation');
		const status = state.bindStatus(member);
		if (
			status === 'Valid' ||
			status === 'Success' ||
			(status === 'Failed' && resubmit === 'update')
		) {
			throw new ErrorResponse('FailedOperation.MemberEmailExist');
		}
		checkAddress(request.email, member, context);
		const samePhone = ({ phone, countryCode }: Binding) =>
			phone === request.phone && countryCode === request.countryCode;
		if (state.holders(samePhone).length >= limits.membersPerPhone) {
			throw new ErrorResponse('LimitExceeded.PhoneNumBound');
		}
		const dayOf = (ms: number) => beijingTime(ms).slice(0, 10);
		const today = state.submittedAt.filter((at) => dayOf(at) === dayOf(state.now()));
		if (today.length >= limits.submissionsPerDay) {
			throw new ErrorResponse('LimitExceeded.EmailBindOverLimit');
		}
		return { BindId: state.submit(member.uin, request).bindId };
	},
};

export const updateOrganizationMemberEmailBind: TencentOperation = {
	...ORGANIZATION,
	action: 'UpdateOrganizationMemberEmailBind',
	parameters: { MemberUin: memberUin, BindId: bindId, ...submission },
	answer: (values, context) => {
		requireOrganization(context);
		const { state, settings } = context;
		const member = requireMember(values.MemberUin, context);
		const request = readRequest(values);
		const binding = requireBinding(member, values.BindId, context);
		const status = state.bindStatus(member);
		// Whether an activated binding can be changed is not documented.
		if (status === 'Success') throw new ErrorResponse('UnsupportedOperation');
		if (status === 'Failed' && settings.tencent.resubmit === 'add') {
			throw new ErrorResponse('FailedOperation.EmailBindRecordInvalid');
		}
		if (status === 'Valid' && binding.changes >= MOST_CHANGES) {
			throw new ErrorResponse('LimitExceeded.UpdateEmailBindOverLimit');
		}
		checkAddress(request.email, member, context);
		state.change(member.uin, request);
		return {};
	},
};

export const sendOrgMemberAccountBindEmail: TencentOperation = {
	...ORGANIZATION,
	action: 'SendOrgMemberAccountBindEmail',
	parameters: { MemberUin: memberUin, BindId: bindId },
	answer: (values, context) => {
		requireOrganization(context);
		const { state, settings } = context;
		const { limits } = settings.tencent;
		const member = requireMember(values.MemberUin, context);
		const { resentAt } = requireBinding(member, values.BindId, context);
		// A mail is sent again only while its link is valid.
		if (state.bindStatus(member) !== 'Valid') {
			throw new ErrorResponse('FailedOperation.EmailBindRecordInvalid');
		}
		if (resentAt.length >= limits.resends) throw new ErrorResponse('LimitExceeded.SendEmailLimit');
		const lastHour = resentAt.filter((at) => at > state.now() - HOUR_MS);
		if (lastHour.length >= limits.resendsPerHour) {
			throw new ErrorResponse('LimitExceeded.SendEmailWithinOneHourLimit');
		}
		state.resend(member.uin);
		return {};
	},
};

/** No document gives codes for values of a wrong form but `InvalidParameter`. */
function readRequest(values: Record<string, unknown>): BindingRequest {
	const [email, countryCode, phone] = [values.Email, values.CountryCode, values.Phone].map(String);
	if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
		throw new ErrorResponse('InvalidParameter', 'Email');
	if (!/^\d{1,4}$/.test(countryCode)) throw new ErrorResponse('InvalidParameter', 'CountryCode');
	if (!/^\d{4,20}$/.test(phone)) throw new ErrorResponse('InvalidParameter', 'Phone');
	return { email, countryCode, phone };
}

/** An address belongs to one member. A lapsed address cannot be used again, not even by its own member. */
function checkAddress(email: string, { uin }: Member, { state }: TencentContext): void {
	const isSame = (binding: Binding) => binding.email.toLowerCase() === email.toLowerCase();
	const others = state.holders(isSame).filter((holder) => holder !== uin);
	if (others.length > 0 || state.hasLapsed(email)) {
		throw new ErrorResponse('FailedOperation.EmailAlreadyUsed');
	}
}

function requireBinding(member: Member, id: unknown, { settings }: TencentContext): Binding {
	const { binding, pastBindIds } = member;
	const shown = (own: number) => (settings.tencent.hugeIds ? longId(own) : String(own));
	if (pastBindIds.some((own) => shown(own) === String(id))) {
		throw new ErrorResponse('FailedOperation.EmailBindRecordInvalid');
	}
	if (binding === null || shown(binding.bindId) !== String(id)) {
		throw new ErrorResponse('ResourceNotFound.EmailBindRecordNotExist');
	}
	return binding;
}

function bindingFields(member: Member, { state, settings }: TencentContext) {
	const { binding } = member;
	const { masked } = settings.tencent;
	if (binding === null || member.hasNoValues) {
		return {
			BindId: null,
			ApplyTime: null,
			Email: null,
			Phone: null,
			BindStatus: state.bindStatus(member),
			BindTime: null,
			Description: null,
			PhoneBind: member.hasNoValues ? null : 0,
			CountryCode: null,
		};
	}
	return {
		BindId: binding.bindId,
		ApplyTime: beijingTime(binding.appliedAt),
		Email: masked ? binding.email.replace(/^(.{0,2}).*@/u, '$1***@') : binding.email,
		Phone: masked ? binding.phone.replace(/^(.{2}).*(.{2})$/, '$1***$2') : binding.phone,
		BindStatus: state.bindStatus(member),
		BindTime: binding.boundAt === null ? null : beijingTime(binding.boundAt),
		Description: state.description(member),
		PhoneBind: binding.isPhoneBound ? 1 : 0,
		CountryCode: binding.countryCode,
	};
}
