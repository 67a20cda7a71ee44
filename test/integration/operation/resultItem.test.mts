import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { objectsIn } from '../harness/items.mts';
import { CONTINUE, useWorld } from '../harness/world.mts';

const world = useWorld();
const { sample, verified } = demoSubjects.tencent;

it.each([
	['tencent', { simplify: true }],
	['tencent', { simplify: false }],
	['tencent', { simplify: true, options: { includeRaw: true } }],
	['aliyun', { simplify: false }],
	['aliyun', { simplify: false, options: { lookupStrategy: 'automatic' } }],
	['aliyun', { options: { lookupStrategy: 'automatic', includeRaw: true } }],
	['wemake', { simplify: false }],
	['wemake', { options: { includeRaw: true } }],
] as const)('items share no object at any depth: %s %o', async (service, lookup) => {
	world.cloud.faults.add({ kind: 'unknownFields' });
	const { verified: email, pending, imported } = demoSubjects.aliyun;
	const subjects = {
		tencent: [sample, sample, verified, sample],
		aliyun: [email, email.toUpperCase(), pending, imported, email],
		wemake: ['', '', ''],
	}[service];
	const { json } = await world.lookup(service, subjects, lookup as never);
	expect(json).toHaveLength(subjects.length);
	const objects = json.flatMap(objectsIn);
	expect(objects.length).toBeGreaterThanOrEqual(json.length);
	expect(new Set(objects).size).toBe(objects.length);
});

it('items that share a failing request share no object either', async () => {
	const items = ['998', '998', '998', 'x', 'x'];
	const { json } = await world.lookup('tencent', items, CONTINUE);
	const objects = json.flatMap(objectsIn);
	expect(objects).toHaveLength(10);
	expect(new Set(objects).size).toBe(10);
});
