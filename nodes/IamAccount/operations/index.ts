import { type Resource } from '../../shared/operation/operation';
import { getAccount } from './account/get';
import { getCurrentAccount } from './account/getCurrent';
import { getCurrentAuthDetail } from './account/getCurrentAuthDetail';
import { getSubAccountIds } from './subAccount/getIds';
import { getManySubAccounts } from './subAccount/getMany';

export const iamAccountResources: readonly Resource[] = [
	{
		value: 'account',
		name: 'Account',
		operations: [getCurrentAccount, getCurrentAuthDetail, getAccount],
	},
	{
		value: 'subAccount',
		name: 'Sub-Account',
		operations: [getManySubAccounts, getSubAccountIds],
	},
];
