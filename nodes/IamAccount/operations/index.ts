import { type Resource } from '../../shared/operation';
import { getCurrentAccount } from './account/get';
import { getCurrentAuthDetail } from './account/getAuthDetail';
import { getAccount } from './account/getMany';
import { getSubAccountIds } from './subAccount/getIds';
import { getManySubAccounts } from './subAccount/getMany';

export const iamAccountResources: readonly Resource[] = [
	{ value: 'account', name: 'Account', operations: [getCurrentAccount, getCurrentAuthDetail, getAccount] },
	{
		value: 'subAccount',
		name: 'Sub-Account',
		operations: [getManySubAccounts, getSubAccountIds],
	},
];
