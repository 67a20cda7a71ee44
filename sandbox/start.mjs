// npm start: everything a newcomer needs to see the nodes work. Like setup.mjs it begins on any Node.js,
// and hands over to the Node.js that setup installed.
import { exitWithMessage, setup } from './setup.mjs';

setup({ n8n: true })
	.then(() => import('./install.mjs'))
	.then(({ runWithOwnNode }) => runWithOwnNode('sandbox/demo/main.mts', process.argv.slice(2)))
	.then((code) => process.exit(code))
	.catch(exitWithMessage);
