// Modules of the package that the bundle does not show: their sources, by Node.js's own type stripping.
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

registerHooks({
	// The sources leave out the extension, as n8n's own do.
	resolve: (specifier, context, next) => {
		if (!specifier.startsWith('.') || !context.parentURL?.endsWith('.ts')) {
			return next(specifier, context);
		}
		const target = fileURLToPath(new URL(specifier, context.parentURL));
		const file = existsSync(`${target}.ts`) ? `${target}.ts` : path.join(target, 'index.ts');
		return next(pathToFileURL(file).href, context);
	},
});
const require = createRequire(path.resolve('package.json'));

/** `credentials/signing/tc3` */
export const loadSource = (name: string): unknown => require(path.resolve(`${name}.ts`));
