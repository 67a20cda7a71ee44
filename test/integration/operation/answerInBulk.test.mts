// Inputs that share a request. Lookups: see ../aliyun/bulkLookup.test.mts.
import { useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const world = useWorld();
const { packs, run } = useTestNode(world);

it('commands go in one request, and each item gets what became of its own', async () => {
	const { json, pairs } = await run('packed', ['a,b', 'a', 'bad']);
	expect(packs).toEqual([['a', 'b', 'bad'], ['a']]);
	expect(json.map(({ email, error }) => error ?? email)).toEqual(['a', 'b', 'a', 'No bad']);
	expect(pairs).toEqual([0, 0, 1, 2]);
});

it('a command that was left open goes alone', async () => {
	const { json } = await run('packed', ['a,alone', 'b']);
	expect(packs).toEqual([['a', 'alone', 'b'], ['alone']]);
	expect(json.map(({ email }) => email)).toEqual(['a', 'alone', 'b']);
});

it('a single command goes alone', async () => {
	await run('packed', ['a']);
	expect(packs).toEqual([['a']]);
});

it('commands whose request failed as a whole are never sent again', async () => {
	const { json, pairs } = await run('packed', ['a,broken', 'b']);
	expect(packs).toEqual([['a', 'broken', 'b']]);
	expect(json.map(({ error }) => error)).toEqual(new Array(3).fill('All refused'));
	expect(pairs).toEqual([0, 0, 1]);
});
