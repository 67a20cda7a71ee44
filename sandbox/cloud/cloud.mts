// The local cloud: Tencent Cloud, Aliyun and WeMake in one process on one port, as strict as the real ones.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler } from './exchange.mts';
import { createFaults, type Faults } from './faults.mts';
import { createJournal, type Journal } from './journal.mts';
import { createQuotas, type Quotas } from './quotas.mts';
import { createRandom } from './random.mts';
import { route, type ServiceKey } from './routing.mts';
import type { Service } from './service.mts';
import { createSettings, type Settings } from './settings.mts';
import { DEPARTMENTS, generateMembers } from './tencent/generate.mts';
import { createTencentService } from './tencent/service.mts';
import { createTencentState, type TencentState } from './tencent/state.mts';

export interface CloudOptions {
	/** 0, the default: any free port. */
	port?: number;
	/** 127.0.0.1 by default. */
	host?: string;
	/** The same seed gives the same subjects; 1 by default. */
	seed?: number;
	/** How many Tencent members there are; 5000 by default. */
	members?: number;
	/** The cloud's clock, epoch milliseconds; Date.now by default. */
	now?: () => number;
}

export interface Cloud {
	/** `http://127.0.0.1:<port>`: a custom endpoint for every vendor. */
	url: string;
	port: number;
	/** Every request, in the order of arrival. */
	journal: Journal;
	faults: Faults;
	settings: Settings;
	quotas: Quotas;
	/** The subjects, to look up and to drive. */
	tencent: TencentState;
	/** Clears journal and faults, and puts settings and quotas back; the subjects stay as they are. */
	reset(): void;
	/** Stops it and cuts open connections. */
	close(): Promise<void>;
}

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
	const { port = 0, host = '127.0.0.1', seed = 1, now = Date.now } = options;
	const random = createRandom(seed);
	const startedAt = now();
	const members = generateMembers(options.members ?? 5000, random, startedAt);
	const tencent = createTencentState(members, DEPARTMENTS, now);
	const journal = createJournal();
	const faults = createFaults(seed);
	const settings = createSettings();
	const quotas = createQuotas();
	const services: Partial<Record<ServiceKey, Service>> = {
		tencent: createTencentService(tencent, settings, quotas),
	};

	const handle = createHandler({
		now,
		journal,
		faults,
		route: (call) => {
			const key = route(call);
			return key === null ? null : (services[key] ?? null);
		},
	});
	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			// A client that went away is no defect; anything else must be seen.
			if (!request.destroyed) console.error('The local cloud failed:', error);
			response.destroy();
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	const actualPort = (server.address() as AddressInfo).port;

	return {
		url: `http://${host}:${actualPort}`,
		port: actualPort,
		journal,
		faults,
		settings,
		quotas,
		tencent,
		reset: () => {
			journal.clear();
			faults.clear();
			settings.reset();
			quotas.reset();
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
