// The package in a real n8n process, against the local cloud. One n8n serves all of these tests: starting
// it takes longer than they do.
import { aiAgentWorkflows, describeAiAgent, startModel, stopModel } from './aiAgent.mts';
import {
	byItemWorkflows,
	credentialsByItem,
	describeCredentialByItem,
} from './credentialByItem.mts';
import { describeCredentialTests } from './credentials.mts';
import { describeDemo } from './demoWorkflow.mts';
import { describeEditor, editorWorkflows } from './editor.mts';
import {
	describeHttpRequestNode,
	httpRequestWorkflows,
	startForeignHost,
	stopForeignHost,
} from './httpRequestNode.mts';
import { describeLookups, lookupWorkflows } from './lookups.mts';
import {
	describeOperations,
	operationCredentials,
	operationWorkflows,
	startMailbox,
	stopMailbox,
} from './operations.mts';
import { describeOtherApis, otherApisWorkflow } from './otherApis.mts';
import { describeSecrets } from './secrets.mts';
import { startWorld } from './world.mts';
import type { World } from './world.mts';

let running: World;
const world = () => running;

beforeAll(async () => {
	await startForeignHost();
	await startMailbox(() => running.cloud);
	const model = await startModel();
	running = await startWorld(
		(cloud) => [
			...lookupWorkflows(cloud),
			...httpRequestWorkflows(cloud),
			...otherApisWorkflow(cloud),
			...aiAgentWorkflows(cloud),
			...editorWorkflows(cloud),
			...operationWorkflows(cloud),
			...byItemWorkflows(cloud),
		],
		(cloud) => [model, ...operationCredentials(cloud), ...credentialsByItem(cloud)],
	);
});

afterAll(async () => {
	await running?.close();
	stopModel();
	stopMailbox();
	stopForeignHost();
});

describeLookups(world);
describeCredentialByItem(world);
describeDemo(world);
describeCredentialTests(world);
describeHttpRequestNode(world);
describeOtherApis(world);
describeAiAgent(world);
describeEditor(world);
describeOperations(world);
// Last: it stops n8n and searches what all the others left behind.
describeSecrets(world);
