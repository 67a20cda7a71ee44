// node sandbox/cloud/main.mts [--port 4010] [--seed 1]
import { parseArgs } from 'node:util';
import { startCloud } from './cloud.mts';
import { demoCredentials, demoSubjects } from './demo.mts';

function numberOption(name: string, text: string): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 0)
		fail(`--${name} must be a whole number, not ${text}`);
	return number;
}

function fail(message: string): never {
	console.error(message);
	process.exit(1);
}

function readOptions() {
	try {
		return parseArgs({
			options: {
				port: { type: 'string', default: '4010' },
				seed: { type: 'string', default: '1' },
			},
		}).values;
	} catch (error) {
		return fail((error as Error).message);
	}
}

const options = readOptions();
const port = numberOption('port', options.port);
const seed = numberOption('seed', options.seed);
if (port > 65535) fail(`--port must not be above 65535`);

const cloud = await startCloud({ port, seed }).catch((error: NodeJS.ErrnoException) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${port} is taken. Stop the other program or choose another: --port ${port + 1}`
			: `The local cloud could not start: ${error.message}`,
	),
);

console.log(`The local cloud answers at ${cloud.url}`);
console.log('Use that address as custom endpoint. Ctrl-C stops it.\n');
console.log('Keys that may do everything:');
for (const name of ['tencent', 'aliyun', 'wemake'] as const) {
	console.log(`  ${name}`);
	for (const [field, value] of Object.entries(demoCredentials[name])) {
		console.log(`    ${field.padEnd(16)} ${value}`);
	}
}
console.log('\nSubjects to look up:');
console.log(`  Tencent members  ${Object.values(demoSubjects.tencent).join(', ')}`);
console.log(`  Aliyun addresses ${Object.values(demoSubjects.aliyun).join(', ')}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void cloud.close();
	});
}
