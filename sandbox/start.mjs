// npm start: everything a newcomer needs to see the nodes work. Like setup.mjs it begins on any Node.js,
// and hands over to the Node.js that setup installed.
import { exitWithMessage, setup } from './setup.mjs';

setup({ n8n: true })
	.then(() => import('./install.mjs'))
	.then(({ startWithOwnNode }) => {
		const { child, exitCode } = startWithOwnNode('sandbox/demo/main.mts', process.argv.slice(2));
		// Ctrl-C in a terminal reaches the child by itself; this process only has to outlive it.
		process.on('SIGINT', () => undefined);
		for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
		return exitCode;
	})
	.then((code) => process.exit(code))
	.catch(exitWithMessage);
