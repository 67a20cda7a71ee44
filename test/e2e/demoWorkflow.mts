import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { World } from './world.mts';

const { tencent, aliyun, wemake } = demoSubjects;

/** What the demo must show: every status of the record, from all three services. */
const EXPECTED = [
	['tencentOrganization', tencent.unbound, 'unverified'],
	['tencentOrganization', tencent.pending, 'pending'],
	['tencentOrganization', tencent.verified, 'verified'],
	['tencentOrganization', tencent.failed, 'failed'],
	['tencentOrganization', tencent.sample, 'verified'],
	['aliyun', aliyun.pending, 'pending'],
	['aliyun', aliyun.verified, 'verified'],
	['aliyun', aliyun.sample, 'verified'],
	['wemakeIam', wemake.verified.accountId, 'verified'],
];

export function describeDemo(world: () => World): void {
	it('runs the workflow of examples/demo.json', async () => {
		const result = await world().session.runWorkflow('accountVerificationDemo', 'Run the Demo');
		expect(result.status).toBe('success');
		const shown = result
			.items('Verification Records')
			.map(({ json }) => [json.provider, json.subject, json.status]);
		expect(shown).toEqual(EXPECTED);
		const goesOn = result.items('Verified?', 0).map(({ json }) => json.subject);
		expect(goesOn).toEqual(
			EXPECTED.filter(([, , status]) => status === 'verified').map(([, s]) => s),
		);
	});
}
