// Which test file starts first. Jest knows how long each took the last time, but on a fresh machine there was
// none, and a long file that starts last keeps all others waiting.
const Sequencer = require('@jest/test-sequencer').default;

/** Those that take the longest, by the names of suite and file; the longest first. */
const LONG = [
	'e2e/durable',
	'queue/queue',
	'e2e/faults',
	'oldest/faults',
	'e2e/triggerLife',
	'oldest/triggerLife',
	'e2e/n8n',
	'oldest/n8n',
	'fuzz/answers',
	'fuzz/parameters',
	'e2e/packages',
	'oldest/packages',
	'e2e/triggers',
	'oldest/triggers',
	'ui/editor',
	'campaign/triggers',
	'campaign/campaign',
	'campaign/soak',
	'integration/cloudHistories',
	'integration/histories',
];

const place = ({ path, context }) => {
	const file = /([^/\\]+)\.test\.mts$/.exec(path)[1];
	const found = LONG.indexOf(`${context.config.displayName.name}/${file}`);
	return found === -1 ? LONG.length : found;
};

module.exports = class LongestFirst extends Sequencer {
	async sort(tests) {
		const sorted = await super.sort(tests);
		return sorted.sort((one, other) => place(one) - place(other));
	}
};
