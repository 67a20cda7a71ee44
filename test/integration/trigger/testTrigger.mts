// A trigger over subjects that a test makes up, in n8n's own poll context.
import type { IDataObject, INodeType } from 'n8n-workflow';
import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import { triggerProperties } from '../../../nodes/shared/trigger/fields.ts';
import { pollStatus } from '../../../nodes/shared/trigger/pollStatus.ts';
import type { Scope, StatusTrigger } from '../../../nodes/shared/trigger/statusTrigger.ts';
import { verificationRecord } from '../../../nodes/shared/values/verificationRecord.ts';
import { type Engine, startEngine } from '../harness/engine.mts';
import { fullName } from '../harness/package.mts';

const NAME = 'testTrigger';

/** Polls whatever `scope` holds at the time. */
export function useTestTrigger() {
	const test = {} as {
		scope: Scope;
		engine: Engine;
		poll(
			staticData: IDataObject,
			parameters?: IDataObject,
			how?: Parameters<Engine['poll']>[2],
		): Promise<IDataObject[] | null>;
	};
	const trigger: StatusTrigger = {
		service: aliyunEmailVerificationService,
		properties: [
			{ displayName: 'Watch', name: 'scope', type: 'string', default: '' },
			{ displayName: 'Chosen', name: 'chosen', type: 'string', default: '' },
		],
		chosenField: 'chosen',
		triggerOn: { failed: 'a', new: 'b', pending: 'c', removed: 'd', verified: 'e' },
		options: ['includeRaw', 'timeZone', 'timeout', 'maxRetries', 'requestsPerSecond'],
		scope: () => test.scope,
		output: {},
		unknownSubject: (subject) =>
			verificationRecord({ provider: 'aliyun', subject, status: 'unknown' }),
	};
	const node: INodeType = {
		description: {
			displayName: NAME,
			name: NAME,
			group: ['trigger'],
			version: 1,
			description: 'Watches what a test makes up',
			defaults: {},
			polling: true,
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'aliyunAcs3Api', required: true }],
			properties: triggerProperties(trigger),
		},
		async poll() {
			return await pollStatus.call(this, trigger);
		},
	};
	beforeAll(async () => {
		test.engine = await startEngine();
		const { types } = test.engine;
		const { nodeTypes } = types;
		const nodeType = (asked: string) =>
			asked === fullName(NAME) ? node : nodeTypes.getByNameAndVersion(asked);
		types.nodeTypes = { ...nodeTypes, getByName: nodeType, getByNameAndVersion: nodeType };
	});
	afterAll(() => test.engine.stop());
	test.poll = async (staticData, parameters = {}, how = {}) => {
		const request = {
			node: NAME,
			parameters: parameters as never,
			credentials: { aliyunAcs3Api: { accessKeyId: 'a', accessKeySecret: 'b', site: 'china' } },
		};
		const items = await test.engine.poll(request, staticData, how);
		return items && items.map(({ json }) => json);
	};
	return test;
}
