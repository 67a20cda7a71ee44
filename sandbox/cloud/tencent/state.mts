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
	/** The stored status. `bindStatus` gives the status now: an expired link makes it Failed. */
	status: 'Valid' | 'Success' | 'Failed';
	boundAt: number | null;
	description: string;
	isPhoneBound: boolean;
	/** How often it was changed since it was submitted. */
	changes: number;
	/** When its mail was sent again. */
	resentAt: number[];
}

export interface Member {
	uin: string;
	name: string;
	accountName: string;
	nickName: string;
	type: 'Create' | 'Invite';
	nodeId: number;
	remark: string;
	createdAt: number;
	updatedAt: number;
	isAllowQuit: 'Allow' | 'Denied';
	permissionStatus: 'Confirmed' | 'UnConfirmed';
	/** Financial permissions, by number. */
	permissionIds: number[];
	/** The UIN of the payer; empty: the member itself. */
	payUin: string;
	/** Name of the legal entity. */
	authName: string;
	tags: Array<{ TagKey: string; TagValue: string }>;
	binding: Binding | null;
	/** Bindings that another has replaced. */
	pastBindIds: number[];
	/** The service has no valid value for any field of the binding. */
	hasNoValues: boolean;
}

export interface Department {
	id: number;
	name: string;
	/** 0 above the root. */
	parentId: number;
	remark: string;
	createdAt: number;
	updatedAt: number;
	tags: Array<{ TagKey: string; TagValue: string }>;
}

/** What a person submits to bind. */
export interface BindingRequest {
	email: string;
	phone: string;
	countryCode: string;
}

/** What a creation states of a member. */
export type NewMember = Pick<Member, 'name'> &
	Partial<Pick<Member, 'accountName' | 'nodeId' | 'remark' | 'permissionIds' | 'payUin' | 'tags'>>;

/** The first UIN that the local cloud gives to a new account. */
const FIRST_NEW_UIN = 200_000_100_000;

export interface TencentState {
	/** All UINs, in the order of DescribeOrganizationMembers. */
	uins(): string[];
	get(uin: string): Member | undefined;
	members(): Member[];
	departments: readonly Department[];
	/** The cloud's clock. */
	now(): number;
	/** Creates an account, which becomes the last member of the list. */
	create(fields: NewMember): Member;
	/** How many members were created so far: the ID of the latest creation record. */
	creations(): number;
	/** The member leaves the organization. */
	delete(uin: string): void;
	/** Creates a pending binding and sends its mail. */
	submit(uin: string, request: BindingRequest): Binding;
	/** When addresses were submitted, the latest last. */
	submittedAt: readonly number[];
	/** Changes the address of a binding and sends a new mail. */
	change(uin: string, request: BindingRequest): void;
	/** The mail goes out again. */
	resend(uin: string): void;
	/** The members with a pending or active binding that matches. */
	holders(isMatch: (binding: Binding) => boolean): string[];
	/** Whether the activation of this address was refused, or its link has expired. */
	hasLapsed(email: string): boolean;
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
	const submittedAt: number[] = [];
	/** The addresses of replaced bindings that had failed. */
	const lapsedEmails = new Set<string>();
	let creations = 0;

	const isFailed = (binding: Binding) => binding.status === 'Failed' || isLinkExpired(binding);
	/** Marks the address of a replaced binding as lapsed where the binding had failed. */
	const retire = (binding: Binding) => {
		if (isFailed(binding)) lapsedEmails.add(binding.email.toLowerCase());
	};
	const bindings = () =>
		[...byUin.values()].flatMap(({ uin, binding }) => (binding === null ? [] : [{ uin, binding }]));
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
		now,
		create: (fields) => {
			creations += 1;
			const accountName = fields.accountName ?? fields.name;
			const member: Member = {
				nodeId: 1002,
				remark: '',
				permissionIds: [1, 2],
				payUin: '',
				tags: [],
				...fields,
				accountName,
				uin: String(FIRST_NEW_UIN + creations),
				nickName: accountName,
				type: 'Create',
				createdAt: now(),
				updatedAt: now(),
				isAllowQuit: 'Denied',
				permissionStatus: 'Confirmed',
				authName: byUin.values().next().value?.authName ?? '',
				binding: null,
				pastBindIds: [],
				hasNoValues: false,
			};
			byUin.set(member.uin, member);
			return member;
		},
		creations: () => creations,
		delete: (uin) => {
			byUin.delete(uin);
		},
		submittedAt,
		holders: (isMatch) =>
			bindings()
				.filter(({ binding }) => !isFailed(binding) && isMatch(binding))
				.map(({ uin }) => uin),
		hasLapsed: (email) =>
			lapsedEmails.has(email.toLowerCase()) ||
			bindings().some(
				({ binding }) => isFailed(binding) && binding.email.toLowerCase() === email.toLowerCase(),
			),
		submit: (uin, request) => {
			const member = existing(uin);
			if (member.type === 'Invite') throw new Error(`Member ${uin} was invited: no binding`);
			lastBindId += 1;
			member.hasNoValues = false;
			submittedAt.push(now());
			if (member.binding !== null) {
				retire(member.binding);
				member.pastBindIds.push(member.binding.bindId);
			}
			member.binding = {
				...request,
				bindId: lastBindId,
				appliedAt: now(),
				mailedAt: now(),
				status: 'Valid',
				boundAt: null,
				description: '',
				isPhoneBound: false,
				changes: 0,
				resentAt: [],
			};
			return member.binding;
		},
		change: (uin, request) => {
			const { binding } = existing(uin);
			if (binding === null) throw new Error(`Member ${uin} has no binding`);
			const isNew = isFailed(binding);
			retire(binding);
			Object.assign(binding, request, {
				mailedAt: now(),
				status: 'Valid',
				description: '',
				changes: isNew ? 0 : binding.changes + 1,
			});
		},
		resend: (uin) => {
			const binding = waitingBinding(uin);
			binding.mailedAt = now();
			binding.resentAt.push(now());
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
