import { type Resource } from '../../shared/operation/operation';
import { getAccount } from './account/get';
import { getCurrentAccount } from './account/getCurrent';
import { getCurrentAuthDetail } from './account/getCurrentAuthDetail';
import { getSubAccountIds } from './subAccount/getIds';
import { getManySubAccounts } from './subAccount/getMany';

/** The first operation of a resource is its default: a lookup that needs no ID. */
export const iamAccountResources: readonly Resource[] = [
	{
		value: 'account',
		name: 'Account',
		operations: [getCurrentAccount, getAccount, getCurrentAuthDetail],
	},
	{
		value: 'subAccount',
		name: 'Sub-Account',
		operations: [getManySubAccounts, getSubAccountIds],
	},
];
