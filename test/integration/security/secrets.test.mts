import { inspect } from 'node:util';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { Fault } from '../../../sandbox/cloud/faults.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();

const FAULTS: Array<Fault | null> = [
	null,
	{ kind: 'html' },
	{ kind: 'reset' },
	{ kind: 'hang' },
	{ kind: 'redirect', location: 'http://elsewhere.invalid/' },
	{ kind: 'code', code: 'InternalError' },
	{ kind: 'truncate' },
];

const KEYS = {
	tencent: demoCredentials.tencentTemporary,
	aliyun: demoCredentials.aliyunTemporary,
	wemake: demoCredentials.wemake,
};
const SUBJECTS = {
	tencent: demoSubjects.tencent.verified,
	aliyun: demoSubjects.aliyun.verified,
	wemake: '',
};
const PUBLIC_FIELDS = ['secretId', 'accessKeyId'];

describe.each(['tencent', 'aliyun', 'wemake'] as const)('%s', (service) => {
	const secrets = Object.entries(KEYS[service])
		.filter(([field]) => !PUBLIC_FIELDS.includes(field))
		.map(([, value]) => value);
	const lookup = (timeout: number) =>
		world.lookup(service, [SUBJECTS[service]], { credential: KEYS[service], options: { timeout } });

	it.each(FAULTS)('shows no secret anywhere: %j', async (fault) => {
		if (fault) world.cloud.faults.add(fault);
		const { requests, ...shown } = await lookup(fault?.kind === 'hang' ? 2000 : 60_000);
		expect(secrets.length).toBeGreaterThan(1);
		expect(requests).toHaveLength(1);
		expect(shown.logs.length).toBeGreaterThan(5);
		const text = inspect(shown, { depth: 20, maxStringLength: null, showHidden: true });
		for (const secret of secrets) expect(text).not.toContain(secret);
		for (const { headers } of requests) {
			if (headers.authorization) {
				expect(text).not.toContain(headers.authorization.split('Signature=')[1]);
			}
		}
	});

	it('logs neither address nor phone of the answer', async () => {
		const { json, logs } = await lookup(5000);
		const { email, phone } = json[0];
		expect(email).toContain('@');
		for (const value of [email, phone]) if (value) expect(logs.join()).not.toContain(value);
	});
});

it('a wrong secret is refused without the server’s string to sign', async () => {
	const credential = { accessKeySecret: 'WRONGSECRETWRONGSECRET' };
	const { error, logs } = await world.lookup('aliyun', [SUBJECTS.aliyun], { credential });
	expect(error!.message).toBe('The signature does not match');
	expect(error!.description).toContain('server StringToSign …');
	expect(inspect([error, logs], { depth: 20 })).not.toMatch(/ACS3-HMAC-SHA256|WRONGSECRET/);
});
