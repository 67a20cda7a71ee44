/** Types of npm.mjs, which must stay plain JavaScript: it runs before there is a Node.js with types. */
export function step<T>(label: string, work: () => Promise<T>): Promise<T>;
export function npm(
	args: string[],
	options: { cwd: string; env?: Record<string, string> },
): Promise<void>;
export function installPackages(cwd: string, label: string): Promise<void>;
export function nativeBuildEnvironment(cwd: string): Record<string, string>;
export const QUIET: string[];
