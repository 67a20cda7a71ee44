// npm run bench [-- --only <name>]: what the package must reach, each figure beside its baseline.
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { machine } from './machine.mts';
import { page, terminalTable, type Measurement } from './report.mts';
import type { Row } from './row.mts';
import { aliyun } from './rows/aliyun.mts';
import { beside } from './rows/beside.mts';
import { duplicates } from './rows/duplicates.mts';
import { loading } from './rows/loading.mts';
import { overhead } from './rows/overhead.mts';
import { realN8n } from './rows/realN8n.mts';
import { sharedQuota } from './rows/sharedQuota.mts';
import { signing } from './rows/signing.mts';
import { stalls } from './rows/stalls.mts';
import { tencent } from './rows/tencent.mts';
import { triggers } from './rows/triggers.mts';
import { wrongKey } from './rows/wrongKey.mts';

const ROWS: readonly Row[] = [
	tencent,
	realN8n,
	stalls,
	beside,
	aliyun,
	duplicates,
	wrongKey,
	sharedQuota,
	triggers,
	loading,
	signing,
	overhead,
];

const PAGE = 'docs/benchmarks.md';

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const chosen = ROWS.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
	console.error(`There is no "${only}". Choose one of: ${ROWS.map(({ name }) => name).join(', ')}`);
	process.exit(1);
}

const measuredOn = machine();
const measurements: Measurement[] = [];
for (const row of chosen) {
	console.log(`· ${row.name} (about ${row.seconds} s) …`);
	measurements.push({ row, lines: await row.measure() });
}
console.log(terminalTable(measurements));
console.log(measuredOn);

// The page holds figures of one run only.
if (only === undefined) {
	await mkdir('docs', { recursive: true });
	await writeFile(PAGE, page(measurements, measuredOn));
	console.log(`Written to ${PAGE}`);
}
if (!measurements.every(({ lines }) => lines.every(({ isMet }) => isMet))) process.exitCode = 1;
