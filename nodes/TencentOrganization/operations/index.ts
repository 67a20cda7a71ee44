import { type Resource } from '../../shared/operation';
import { getMemberEmail } from './memberEmail/get';

export const tencentOrganizationResources: readonly Resource[] = [
	{ value: 'memberEmail', name: 'Member Email', operations: [getMemberEmail] },
];
