import { type Resource } from '../../shared/operation/operation';
import { deleteEmailVerification } from './emailVerification/delete';
import { getEmailVerification } from './emailVerification/get';
import { getManyEmailVerifications } from './emailVerification/getMany';
import { resendEmailVerification } from './emailVerification/resend';
import { submitEmailVerification } from './emailVerification/submit';
import { verifyEmail } from './emailVerification/verify';

export const aliyunEmailVerificationResources: readonly Resource[] = [
	{
		value: 'emailVerification',
		name: 'Email Verification',
		operations: [
			getEmailVerification,
			getManyEmailVerifications,
			submitEmailVerification,
			resendEmailVerification,
			verifyEmail,
			deleteEmailVerification,
		],
	},
];
