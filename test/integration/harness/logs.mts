import { createRequire } from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';
import { LoggerProxy } from 'n8n-workflow';

// The copies that n8n-core itself uses.
const requireFromCore = createRequire(path.resolve('node_modules/n8n-core/package.json'));
const { Container } = requireFromCore('@n8n/di') as {
	Container: { set(type: unknown, instance: unknown): void };
};
const { Logger } = requireFromCore('@n8n/backend-common') as { Logger: unknown };

let lines: string[] = [];

const write =
	(level: string) =>
	(...words: unknown[]) => {
		lines.push([level, ...words.map((word) => inspect(word, { depth: 10 }))].join(' '));
	};

const collector = {
	error: write('error'),
	warn: write('warn'),
	info: write('info'),
	debug: write('debug'),
	scoped: () => collector,
};

/** From now on every line that n8n logs, at any level, is kept instead of printed. */
export function collectLogs(): void {
	Container.set(Logger, collector);
	LoggerProxy.init(collector);
}

/** The lines since the last call. */
export function takeLogs(): string[] {
	const taken = lines;
	lines = [];
	return taken;
}

/** The warnings among them. */
export const takeWarnings = (): string[] => takeLogs().filter((line) => line.startsWith('warn'));
