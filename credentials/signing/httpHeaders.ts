/** HTTP headers: found in any letter case, written in the letter case in which they were set. */
export class HttpHeaders {
	private readonly entries = new Map<string, { name: string; value: string }>();

	get(name: string): string | undefined {
		return this.entries.get(name.toLowerCase())?.value;
	}

	/** @throws Error for a name or a value that HTTP does not allow. */
	set(name: string, value: string): void {
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
			throw new Error(`"${name}" is no name of a header`);
		}
		// A line break would inject another header. Node.js refuses the other characters, but with a
		// message that a user cannot understand.
		if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
			throw new Error(`The header "${name}" holds characters that HTTP does not allow`);
		}
		this.entries.set(name.toLowerCase(), { name, value });
	}

	setDefault(name: string, value: string): void {
		if (!this.get(name)) this.set(name, value);
	}

	delete(...names: string[]): void {
		for (const name of names) this.entries.delete(name.toLowerCase());
	}

	/** Lower-case names with their values. */
	list(): Array<[name: string, value: string]> {
		return [...this.entries].map(([name, { value }]) => [name, value]);
	}

	toObject(): Record<string, string> {
		return Object.fromEntries([...this.entries.values()].map(({ name, value }) => [name, value]));
	}
}
