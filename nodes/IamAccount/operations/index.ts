import { type Resource } from '../../shared/operation';
import { getAccount } from './account/get';

export const iamAccountResources: readonly Resource[] = [
	{ value: 'account', name: 'Account', operations: [getAccount] },
];
