import { DAY_MS } from '../time.mts';

/** How long the link of an activation mail is good. */
export const LINK_VALIDITY_MS = 15 * DAY_MS;

/** The e-mail binding of a member; times are epoch milliseconds. */
export interface Binding {
	bindId: number;
	appliedAt: number;
	/** The latest activation mail. */
	mailedAt: number;
	email: string;
	phone: string;
	countryCode: string;
	/** As stored: a link that nobody clicked makes it Failed without anyone touching it. */
	status: 'Valid' | 'Success' | 'Failed';
	boundAt: number | null;
	description: string;
	isPhoneBound: boolean;
}

export interface Member {
	uin: string;
	name: string;
	nickName: string;
	type: 'Create' | 'Invite';
	nodeId: number;
	remark: string;
	createdAt: number;
	updatedAt: number;
	isAllowQuit: 'Allow' | 'Denied';
	permissionStatus: 'Confirmed' | 'UnConfirmed';
	/** Name of the legal entity. */
	authName: string;
	tags: Array<{ TagKey: string; TagValue: string }>;
	binding: Binding | null;
	/** The service has no valid value for any field of the binding. */
	hasNoValues: boolean;
}

export interface Department {
	id: number;
	name: string;
}

/** What a person submits to bind. */
export interface BindingRequest {
	email: string;
	phone: string;
	countryCode: string;
}

export interface TencentState {
	/** All UINs, in the order of DescribeOrganizationMembers. */
	uins(): string[];
	get(uin: string): Member | undefined;
	members(): Member[];
	departments: readonly Department[];
	/** The member leaves the organization. */
	delete(uin: string): void;
	/** Add or change the address: a new mail goes out, the binding waits. */
	submit(uin: string, request: BindingRequest): Binding;
	/** The member clicks the link of the mail. */
	clickLink(uin: string): void;
	/** The binding is refused. */
	fail(uin: string, reason: string): void;
	/** The member confirms the phone. */
	bindPhone(uin: string): void;
	/** The binding's status now: links expire with the clock. */
	bindStatus(member: Member): 'Unbound' | Binding['status'] | null;
	/** Why it failed; empty otherwise. */
	description(member: Member): string;
}

/** The organization of the demo account, driven by tests and, through operations, by requests. */
export function createTencentState(
	members: Member[],
	departments: readonly Department[],
	now: () => number,
): TencentState {
	const byUin = new Map(members.map((member) => [member.uin, member]));
	let lastBindId = Math.max(0, ...members.map((member) => member.binding?.bindId ?? 0));

	const existing = (uin: string): Member => {
		const member = byUin.get(uin);
		if (member === undefined) throw new Error(`The local cloud has no member ${uin}`);
		return member;
	};
	const waitingBinding = (uin: string): Binding => {
		const member = existing(uin);
		if (member.binding === null || bindStatus(member) !== 'Valid') {
			throw new Error(`The binding of member ${uin} is ${bindStatus(member)}, not Valid`);
		}
		return member.binding;
	};
	const isLinkExpired = (binding: Binding) =>
		binding.status === 'Valid' && now() > binding.mailedAt + LINK_VALIDITY_MS;
	const bindStatus: TencentState['bindStatus'] = ({ binding, hasNoValues }) => {
		if (hasNoValues) return null;
		if (binding === null) return 'Unbound';
		return isLinkExpired(binding) ? 'Failed' : binding.status;
	};

	return {
		uins: () => [...byUin.keys()],
		get: (uin) => byUin.get(uin),
		members: () => [...byUin.values()],
		departments,
		delete: (uin) => {
			byUin.delete(uin);
		},
		submit: (uin, request) => {
			const member = existing(uin);
			if (member.type === 'Invite') throw new Error(`Member ${uin} was invited: no binding`);
			lastBindId += 1;
			member.hasNoValues = false;
			member.binding = {
				...request,
				bindId: lastBindId,
				appliedAt: now(),
				mailedAt: now(),
				status: 'Valid',
				boundAt: null,
				description: '',
				isPhoneBound: false,
			};
			return member.binding;
		},
		clickLink: (uin) => {
			Object.assign(waitingBinding(uin), { status: 'Success', boundAt: now() });
		},
		fail: (uin, reason) => {
			Object.assign(waitingBinding(uin), { status: 'Failed', description: reason });
		},
		bindPhone: (uin) => {
			const { binding } = existing(uin);
			if (binding === null) throw new Error(`Member ${uin} has no binding`);
			binding.isPhoneBound = true;
		},
		bindStatus,
		description: ({ binding }) => {
			if (binding === null) return '';
			return isLinkExpired(binding) ? 'The activation link has expired' : binding.description;
		},
	};
}
