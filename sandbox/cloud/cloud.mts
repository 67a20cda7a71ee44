// The local cloud: Tencent Cloud, Aliyun and WeMake in one process, as strict as the real ones.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateEmails, newCode } from './aliyun/generate.mts';
import { DEMO_ACCOUNT, INTERNATIONAL_ACCOUNT } from './aliyun/keys.mts';
import { createAliyunService } from './aliyun/service.mts';
import { createAliyunState, type AliyunState } from './aliyun/state.mts';
import { demoSubjects } from './demo.mts';
import { createHandler } from './exchange.mts';
import { createFaults, type Faults } from './faults.mts';
import { createJournal, type Journal } from './journal.mts';
import { createQuotas, type Quotas } from './quotas.mts';
import { createRandom } from './random.mts';
import { route, type ServiceKey } from './routing.mts';
import type { Service } from './service.mts';
import { createSettings, type Settings } from './settings.mts';
import { generateDepartments, generateMembers } from './tencent/generate.mts';
import { createTencentService } from './tencent/service.mts';
import { createTencentState, type TencentState } from './tencent/state.mts';
import { demoTokens, generateAccounts, generateSubAccounts } from './wemake/generate.mts';
import { createWemakeOpenApi } from './wemake/openApi.mts';
import { createWemakeSession } from './wemake/session.mts';
import { createWemakeState, type WemakeState } from './wemake/state.mts';

// Longer than any client is idle: a connection must not close just when the client uses it again.
const KEEP_ALIVE_MS = 60_000;
// Large enough for a query that the service itself must refuse as too long.
const MAX_HEADER_BYTES = 64 * 1024;

export interface CloudOptions {
	/** 0, the default: any free port. */
	port?: number;
	/** 127.0.0.1 by default. */
	host?: string;
	/** The same seed gives the same subjects, faults and request IDs; 1 by default. */
	seed?: number;
	/** How many Tencent members there are; 5000 by default. */
	members?: number;
	/** How many departments the organization has; at least 4, the default. */
	departments?: number;
	/** How many Aliyun addresses there are; 5000 by default. */
	emails?: number;
	/** How many WeMake accounts there are; 2000 by default. */
	accounts?: number;
	/** How many sub-accounts the demo's verified account and its operator have; 120 by default. */
	subAccounts?: number;
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
	aliyun: AliyunState;
	wemake: WemakeState;
	/** Other accounts: those of the keys `tencentInternational` and `aliyunInternational`. */
	international: { tencent: TencentState; aliyun: AliyunState };
	/** Clears journal and faults, and puts settings and quotas back; the subjects stay as they are. */
	reset(): void;
	/** Stops it and cuts open connections. */
	close(): Promise<void>;
}

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
	const { port = 0, host = '127.0.0.1', seed = 1, now = Date.now } = options;
	const { tencent, aliyun, wemake } = createSubjects(options, seed, now);
	const international = createInternational(seed, now);
	const journal = createJournal();
	const faults = createFaults(seed);
	const settings = createSettings();
	const quotas = createQuotas();
	const requestIds = createRandom(seed + 5);
	const services: Record<ServiceKey, Service> = {
		tencent: createTencentService(
			{ china: tencent, international: international.tencent },
			settings,
			quotas,
			requestIds,
		),
		aliyun: createAliyunService(
			{ china: aliyun, international: international.aliyun },
			settings,
			quotas,
			requestIds,
		),
		wemakeOpenApi: createWemakeOpenApi(wemake, settings, quotas, requestIds),
		wemakeSession: createWemakeSession(wemake, settings, quotas),
	};

	const handle = createHandler({
		now,
		journal,
		faults,
		route: (call) => {
			const key = route(call);
			return key === null ? null : services[key];
		},
	});
	const limits = { keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES };
	const server = createServer(limits, (request, response) => {
		handle(request, response).catch((error: unknown) => {
			// A client that closed the connection is no defect. Any other error is printed.
			if (request.socket.destroyed) return;
			console.error('The local cloud failed:', error);
			response.writeHead(500).end('The local cloud failed; its log says why');
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
		aliyun,
		wemake,
		international,
		reset: () => {
			journal.clear();
			faults.clear();
			settings.reset();
			quotas.reset();
			aliyun.mails.reset();
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** All subjects. Each service has its own generator, so that their counts do not interfere. */
function createSubjects(
	{
		members = 5000,
		departments = 4,
		emails = 5000,
		accounts = 2000,
		subAccounts = 120,
	}: CloudOptions,
	seed: number,
	now: () => number,
) {
	const startedAt = now();
	const numbers = createRandom(seed + 3);
	return {
		tencent: createTencentState(
			generateMembers(members, createRandom(seed), startedAt),
			generateDepartments(departments),
			now,
		),
		aliyun: createAliyunState(
			generateEmails(emails, createRandom(seed + 1), startedAt),
			DEMO_ACCOUNT,
			() => newCode(numbers),
			now,
		),
		wemake: createWemakeState(
			[
				...generateAccounts(accounts, createRandom(seed + 2), startedAt),
				...generateSubAccounts(subAccounts, createRandom(seed + 4), startedAt),
			],
			demoTokens(startedAt),
			seed,
			now,
		),
	};
}

/** The subjects that every cloud has, in other accounts: there, those that wait have been verified. */
function createInternational(seed: number, now: () => number): Cloud['international'] {
	const startedAt = now();
	const numbers = createRandom(seed + 8);
	const tencent = createTencentState(
		generateMembers(0, createRandom(seed + 6), startedAt),
		generateDepartments(0),
		now,
	);
	const aliyun = createAliyunState(
		generateEmails(0, createRandom(seed + 7), startedAt),
		INTERNATIONAL_ACCOUNT,
		() => newCode(numbers),
		now,
	);
	tencent.clickLink(demoSubjects.tencent.pending);
	aliyun.clickLink(demoSubjects.aliyun.pending);
	return { tencent, aliyun };
}
