// The rules of n8n are made for code that runs inside n8n. The sandbox, the tests and the data of the
// documentation in nodes/ are for Node.js alone: they are .mts files, which n8n's configuration leaves
// alone, and are checked here.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist/**', 'reports/**', 'node_modules/**', 'sandbox/n8n/node_modules/**'] },
	{
		files: ['{sandbox,test}/**/*.{mts,mjs}', 'nodes/**/*.mts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		languageOptions: {
			globals: {
				process: 'readonly',
				console: 'readonly',
				Buffer: 'readonly',
				URL: 'readonly',
				URLSearchParams: 'readonly',
				fetch: 'readonly',
				AbortController: 'readonly',
				AbortSignal: 'readonly',
				setTimeout: 'readonly',
				clearTimeout: 'readonly',
				setInterval: 'readonly',
				clearInterval: 'readonly',
				setImmediate: 'readonly',
				performance: 'readonly',
				structuredClone: 'readonly',
				describe: 'readonly',
				it: 'readonly',
				test: 'readonly',
				expect: 'readonly',
				jest: 'readonly',
				beforeAll: 'readonly',
				afterAll: 'readonly',
				beforeEach: 'readonly',
				afterEach: 'readonly',
			},
		},
	},
);
