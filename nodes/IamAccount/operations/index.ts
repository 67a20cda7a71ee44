import { type Resource } from '../../shared/operation';
import { getAccount } from './account/get';
import { getAuthDetail } from './account/getAuthDetail';
import { getManyAccounts } from './account/getMany';
import { getSubAccountIds } from './subAccount/getIds';
import { getManySubAccounts } from './subAccount/getMany';

export const iamAccountResources: readonly Resource[] = [
	{ value: 'account', name: 'Account', operations: [getAccount, getAuthDetail, getManyAccounts] },
	{
		value: 'subAccount',
		name: 'Sub-Account',
		operations: [getManySubAccounts, getSubAccountIds],
	},
];
