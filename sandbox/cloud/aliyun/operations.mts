import {
	deleteEmailVerification,
	resendEmailVerification,
	submitEmailVerification,
	verifyEmail,
} from './commands.mts';
import { listEmailVerification, queryEmailVerification } from './emailVerification.mts';
import type { AliyunOperation } from './operation.mts';
import {
	createCluster,
	describeClusters,
	describeRegions,
	getCallerIdentity,
} from './otherProducts.mts';

/** Every operation that the local cloud serves. */
export const aliyunOperations: readonly AliyunOperation[] = [
	queryEmailVerification,
	listEmailVerification,
	submitEmailVerification,
	resendEmailVerification,
	verifyEmail,
	deleteEmailVerification,
	getCallerIdentity,
	describeRegions,
	describeClusters,
	createCluster,
];
