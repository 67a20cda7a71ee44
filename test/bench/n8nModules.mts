// n8n-workflow's ES modules name their files without extension, which Node.js does not resolve: as
// in n8n itself, its CommonJS files are loaded. Preload this with --import.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const url = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;

registerHooks({
	resolve: (specifier, context, next) =>
		specifier === 'n8n-workflow' ? { url, shortCircuit: true } : next(specifier, context),
});
