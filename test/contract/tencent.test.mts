import { organization } from 'tencentcloud-sdk-nodejs/tencentcloud/services/organization';
import { startCloud, type Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { tencentClient } from './localCloud.mts';

const Organization = organization.v20210331.Client;
let cloud: Cloud;

beforeAll(async () => {
	cloud = await startCloud({ members: 200 });
});
afterAll(() => cloud.close());
beforeEach(() => cloud.reset());

it('answers the published sample field by field', async () => {
	const client = new Organization(tencentClient(cloud, 'organization'));
	const answer = await client.DescribeOrganizationMemberEmailBind({ MemberUin: 123 });
	expect(answer).toEqual({
		RequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
		BindId: 1,
		ApplyTime: '2022-01-13 12:09:08',
		Email: '123@qq.com',
		Phone: '18798765432',
		BindStatus: 'Success',
		BindTime: '2022-01-13 18:09:08',
		Description: '',
		PhoneBind: 0,
		CountryCode: '86',
	});
	expect(demoSubjects.tencent.sample).toBe('123');
	expect(demoCredentials.tencent.secretId).toMatch(/EXAMPLE/);
});
