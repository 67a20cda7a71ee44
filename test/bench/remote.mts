// Work in a process of its own: one side asks by name, the other serves.
import { fork } from 'node:child_process';
import path from 'node:path';

type Handlers = Record<string, (argument: never) => unknown>;

interface Question {
	id: number;
	name: string;
	argument: unknown;
}

interface Answer {
	id: number;
	result?: unknown;
	error?: string;
}

/** The side of the child process. It ends with its parent. */
export function serve(handlers: Handlers): void {
	process.on('message', ({ id, name, argument }: Question) => {
		const reply = (answer: Omit<Answer, 'id'>) => process.send!({ id, ...answer });
		Promise.resolve()
			.then(() => handlers[name](argument as never))
			.then(
				(result) => reply({ result }),
				(error: Error) => reply({ error: error.stack ?? String(error) }),
			);
	});
	process.once('disconnect', () => process.exit());
}

/** Starts a program of this folder that serves `H`. */
export function startProcess<H extends Handlers>(program: string, execArgv: string[] = []) {
	const child = fork(path.join(import.meta.dirname, program), { execArgv });
	const open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
	let lastId = 0;
	child.on('message', ({ id, result, error }: Answer) => {
		const { resolve, reject } = open.get(id)!;
		open.delete(id);
		if (error === undefined) resolve(result as never);
		else reject(new Error(`${program}: ${error}`));
	});
	child.on('exit', (code) => {
		for (const { reject } of open.values()) reject(new Error(`${program} ended with ${code}`));
	});
	return {
		ask: async <Name extends keyof H & string>(
			name: Name,
			argument: Parameters<H[Name]>[0],
		): Promise<Awaited<ReturnType<H[Name]>>> =>
			await new Promise((resolve, reject) => {
				const id = ++lastId;
				open.set(id, { resolve, reject });
				child.send({ id, name, argument } satisfies Question);
			}),
		stop: () => {
			if (child.connected) child.disconnect();
		},
	};
}
