import { operation } from '../../../shared/operation/operation';
import { doneOutput, subjectOutput } from '../../../shared/values/outputSchema';
import { type AddressInput, batchCommand } from '../../batchCommand';
import { PROVIDER } from '../../record';

export const deleteEmailVerification = operation<AddressInput>({
	...batchCommand('DeleteEmailVerification'),
	value: 'delete',
	name: 'Delete',
	action: 'Delete verified email addresses',
	description:
		'Remove verified email addresses from this Alibaba Cloud account. This changes the account and sends no mail: to use such an address again it must be verified anew.',
	output: {
		...subjectOutput('The email address'),
		deleted: doneOutput('Whether it was deleted'),
	},
	simplify: (_answer, { email }) => ({ provider: PROVIDER, subject: email, deleted: true }),
});
