import path from 'node:path';
import { VERSION } from './folder.mts';

export interface N8nSettings {
	/** n8n's own folder: database, key, log. Each n8n that runs at the same time needs its own. */
	userFolder: string;
	/** Where the editor and the REST interface listen, or a worker's health check, on 127.0.0.1 only. */
	port: number;
	/** Where n8n's task runner meets n8n; must be free too. */
	brokerPort: number;
	/** In n8n's queue mode: which process it is. A main one if not said. */
	role?: 'main' | 'worker';
	/** More environment variables, for what one test needs differently. */
	extraEnvironment?: Record<string, string>;
}

/** Everything n8n would otherwise tell or ask the outside world, and every surface beyond the job. */
const QUIET_AND_LOCAL = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	// Fetches a list of servers from api.n8n.io at every start; the oldest n8n has no such module.
	...(VERSION === 'newest' && { N8N_DISABLED_MODULES: 'mcp-registry' }),
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	// The sandbox is plain http, and a secure cookie would never come back.
	N8N_SECURE_COOKIE: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	DB_TYPE: 'sqlite',
	N8N_LOG_OUTPUT: 'console',
	// "n8n execute --rawOutput" writes its JSON through the logger, at this level.
	N8N_LOG_LEVEL: 'info',
	NO_COLOR: '1',
};

/** Of the user's environment n8n sees only this: no N8N_*, no proxy, no NODE_OPTIONS of a test runner. */
const INHERITED = ['HOME', 'PATH', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'USERPROFILE', 'SystemRoot'];

export function n8nEnvironment(settings: N8nSettings, nodeBinary: string): Record<string, string> {
	const environment: Record<string, string> = { ...QUIET_AND_LOCAL };
	for (const name of INHERITED) {
		const value = process.env[name];
		if (value !== undefined) environment[name] = value;
	}
	return {
		...environment,
		// n8n starts its task runner as "node".
		PATH: `${path.dirname(nodeBinary)}${path.delimiter}${environment.PATH ?? ''}`,
		N8N_USER_FOLDER: settings.userFolder,
		N8N_PORT: String(settings.port),
		QUEUE_HEALTH_CHECK_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		...settings.extraEnvironment,
	};
}
