// node loadProcess.mts <module…>: milliseconds to load them where n8n-workflow is loaded already.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve('package.json'));
require('n8n-workflow');
const start = performance.now();
for (const module of process.argv.slice(2)) require(module);
console.log(performance.now() - start);
