import { type Call, type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { textAt } from '../shared/values/json';

/** The operation that shows whether a command was carried out, as the editor names it. */
export const MEMBER_EMAIL_LOOKUP = 'Member Email: Get';

/** The request that looks up the email binding of a member. */
export const bindingCall = (memberUin: string, language: 'en' | 'zh'): Call => ({
	action: 'DescribeOrganizationMemberEmailBind',
	kind: 'read',
	parameters: { MemberUin: BigInt(memberUin) },
	language,
	expects: ['RequestId'],
});

/** The binding that a command changes. */
export interface BindingReference {
	memberUin: string;
	/** Undefined: the binding that the member has now. */
	bindId: string | undefined;
	language: 'en' | 'zh';
}

/**
 * The parameters that name member and binding. A missing binding ID is looked up first.
 *
 * @throws ServiceError when the member has no binding.
 */
export async function bindingParameters(
	{ memberUin, bindId, language }: BindingReference,
	call: SendRequest,
): Promise<{ MemberUin: bigint; BindId: bigint }> {
	const id = bindId ?? (await currentBindId(memberUin, language, call));
	return { MemberUin: BigInt(memberUin), BindId: BigInt(id) };
}

async function currentBindId(
	memberUin: string,
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<string> {
	const binding = await call(bindingCall(memberUin, language));
	const bindId = textAt(binding, 'BindId') ?? '';
	if (/^[1-9]\d*$/.test(bindId)) return bindId;
	throw new ServiceError(
		{
			message: 'The member has no email binding',
			advice:
				'Use Member Email: Add to submit an address for it first. A member that was invited cannot have one.',
		},
		{ requestId: textAt(binding, 'RequestId') ?? undefined },
	);
}
