import path from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT } from '../n8n/folder.mts';

export interface DemoOptions {
	/** Exit after the table instead of leaving n8n running. */
	once: boolean;
	/** n8n's port. */
	port: number;
	/** The local cloud's port. */
	cloudPort: number;
	/** n8n's folder. It is kept: what a user builds in the editor is there again the next time. */
	userFolder: string;
}

/** The command line of `npm start -- …`. */
export function readOptions(args: string[]): DemoOptions {
	const { values } = parseArgs({
		args,
		options: {
			once: { type: 'boolean', default: false },
			port: { type: 'string', default: '5678' },
			'cloud-port': { type: 'string', default: '4010' },
			data: { type: 'string', default: path.join(CHECKOUT, 'sandbox', '.data') },
		},
	});
	return {
		once: values.once,
		port: portNumber('--port', values.port),
		cloudPort: portNumber('--cloud-port', values['cloud-port']),
		userFolder: path.resolve(values.data),
	};
}

function portNumber(flag: string, text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`${flag} must be a port number from 1 to 65535, not "${text}".`);
}
