// What stands in the baselines in place of the rate limiter, or of a part of it.
import { createRequire } from 'node:module';
import type { INodeTypes } from 'n8n-workflow';
import { fullName } from '../integration/harness/package.mts';
import { loadSource } from './sources.mts';

const { RateLimiter } = loadSource(
	'nodes/shared/api/rateLimiter',
) as typeof import('../../nodes/shared/api/rateLimiter');
const { tencentOrganizationService } = loadSource(
	'nodes/TencentOrganization/service',
) as typeof import('../../nodes/TencentOrganization/service');

const LIMITERS = {
	/** All executions wait in one queue. */
	oneQueue() {
		const { acquire } = RateLimiter.prototype;
		const execution = {};
		RateLimiter.prototype.acquire = async function (options) {
			return await acquire.call(this, { ...options, execution });
		};
	},

	/** A request counts from when it was allowed, not from when it can have left. */
	fromPermit() {
		Object.assign(RateLimiter.prototype, {
			countFromDeparture: async () => await Promise.resolve(),
		});
	},

	/** The adaptive limiter of the AWS SDK, which hears of every answer. */
	smithy() {
		const { DefaultRateLimiter } = createRequire(import.meta.url)(
			'@smithy/util-retry',
		) as typeof import('@smithy/util-retry');
		const limiter = new DefaultRateLimiter();
		RateLimiter.prototype.acquire = async ({ perSecond }) => {
			await limiter.getSendToken();
			const now = performance.now();
			return { perSecond, sentAt: now, arrivedBy: now };
		};
		RateLimiter.prototype.onThrottled = () => {};
		const { parseResponse } = tencentOrganizationService;
		tencentOrganizationService.parseResponse = (body, httpStatus) => {
			const envelope = parseResponse(body, httpStatus);
			const isRefused = envelope !== undefined && 'code' in envelope;
			limiter.updateClientSendingRate(isRefused ? { errorType: 'THROTTLING' } : {});
			return envelope;
		};
	},
};

export type LimiterName = keyof typeof LIMITERS;

/** The node from its sources, with another limiter in it. */
export function withLimiter(name: LimiterName, nodeTypes: INodeTypes): INodeTypes {
	LIMITERS[name]();
	const { TencentOrganization } = loadSource(
		'nodes/TencentOrganization/TencentOrganization.node',
	) as typeof import('../../nodes/TencentOrganization/TencentOrganization.node');
	const node = new TencentOrganization();
	return {
		...nodeTypes,
		getByName: () => node,
		getByNameAndVersion: (type, version) =>
			type === fullName(node.description.name)
				? node
				: nodeTypes.getByNameAndVersion(type, version),
	};
}
