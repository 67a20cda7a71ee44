import { operation } from '../../../shared/operation/operation';
import { textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { isoTime } from '../../../shared/values/time';
import { additionalFields, COMMON_OPTIONS, productField, readProduct } from '../../commonFields';

export const getOrganization = operation({
	value: 'get',
	name: 'Get',
	action: 'Get organization',
	description:
		'Look up the organization that the key belongs to: its ID, its management account, its root department. Changes nothing.',
	kind: 'read',
	calls: ['DescribeOrganization'],
	properties: [additionalFields([productField])],
	options: [...COMMON_OPTIONS, 'timeZone'],
	input: (read, { language }) => ({
		product: readProduct(read('additionalFields.product', '')),
		language,
	}),
	fetch: async ({ product, language }, call) =>
		await call({
			action: 'DescribeOrganization',
			kind: 'read',
			parameters: { Product: product },
			language,
			expects: ['RequestId'],
		}),
	output: {
		orgId: textOutput('The ID of the organization'),
		nickName: textOutput('The nickname of its creator'),
		hostUin: textOutput('The UIN of its management account'),
		rootNodeId: textOutput('The ID of its root department'),
		isManager: {
			type: ['boolean', 'null'],
			description: 'Whether the key is of its administrator',
		},
		isAllowQuit: textOutput('Allow or Denied: whether members may leave'),
		payUin: textOutput('The UIN of who pays for the account of the key'),
		payName: textOutput('The name of who pays'),
		createdAt: textOutput('When it was created, ISO 8601 with offset'),
		joinedAt: textOutput('When the account of the key joined, ISO 8601 with offset'),
	},
	simplify: (answer, _input, { timeZone }) => ({
		orgId: textAt(answer, 'OrgId'),
		nickName: textAt(answer, 'NickName'),
		hostUin: textAt(answer, 'HostUin'),
		rootNodeId: textAt(answer, 'RootNodeId'),
		isManager: answer.IsManager ?? null,
		isAllowQuit: textAt(answer, 'IsAllowQuit'),
		payUin: textAt(answer, 'PayUin'),
		payName: textAt(answer, 'PayName'),
		createdAt: isoTime(textAt(answer, 'CreateTime'), timeZone),
		joinedAt: isoTime(textAt(answer, 'JoinTime'), timeZone),
	}),
});
