import { type Resource } from '../../shared/operation';
import { getEmailVerification } from './emailVerification/get';

export const aliyunEmailVerificationResources: readonly Resource[] = [
	{ value: 'emailVerification', name: 'Email Verification', operations: [getEmailVerification] },
];
