import { readEmail } from '../../../shared/fields/email';
import { operation } from '../../../shared/operation/operation';
import { lookUpInBulk } from '../../bulkLookup';
import { emailField } from '../../emailFields';
import { type EmailInput, lookUpEmail } from '../../emailLookup';
import { detailOutput, emailDetail, unknownDetail } from '../../record';

export const getEmailVerification = operation<EmailInput>({
	value: 'get',
	name: 'Get',
	action: 'Get email verification',
	description:
		'Look up whether this Alibaba Cloud account has verified an email address. Changes nothing and sends no mail.',
	kind: 'read',
	calls: ['QueryEmailVerification', 'ListEmailVerification'],
	properties: [emailField],
	options: [
		'ifNotFound',
		'includeRaw',
		'language',
		'lookupStrategy',
		'maxRetries',
		'requestsPerSecond',
		'timeZone',
		'timeout',
	],
	input: (read, { language }) => ({ email: readEmail(read('email')), language }),
	fetch: lookUpEmail,
	fetchMany: async (inputs, call) => await lookUpInBulk(inputs, call),
	output: detailOutput,
	simplify: (answer, { email }, { timeZone }) => emailDetail(answer, email, timeZone),
	unknownSubject: ({ email }) => unknownDetail(email),
});
