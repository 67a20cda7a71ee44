// Makes a fresh clone ready to use. `npm test` and `npm start` begin here, on whatever Node.js the
// machine has: so this file holds no syntax newer than Node.js 14, and loads the rest only after
// the version check.
import { pathToFileURL } from 'url';

/** The oldest Node.js that the sandbox starts on; it installs the one it runs on by itself. */
const MINIMUM_NODE = 20;

/** Installs what is missing: the packages of the checkout and, if asked for, the sandbox's n8n. */
export function setup(options) {
	if (Number(process.versions.node.split('.')[0]) < MINIMUM_NODE) {
		return Promise.reject(
			new Error(
				`This project needs Node.js ${MINIMUM_NODE} or newer, but this is ${process.version}. ` +
					'Install a current version from https://nodejs.org and run the command again.',
			),
		);
	}
	return import('./install.mjs').then((install) => install.prepareCheckout(options));
}

/** Ends the process with one sentence for the user instead of a stack trace. */
export function exitWithMessage(error) {
	console.error(`\n${error instanceof Error ? error.message : error}`);
	process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	setup({ n8n: process.argv.includes('--n8n') }).catch(exitWithMessage);
}
