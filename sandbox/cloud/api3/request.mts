import { queryParameters, type Call } from '../call.mts';
import { isObject, parseExactly } from '../json.mts';

/** The language of messages that `X-TC-Language` asks for; Chinese by default. */
export function languageOf({ headers }: Call): 'en' | 'zh' {
	return headers['x-tc-language'] === 'en-US' ? 'en' : 'zh';
}

/** The values of a parameter in the query or in the body. A malformed request has none. */
export function subjectsIn(call: Call, name: string): string[] {
	if (call.method === 'GET') {
		return queryParameters(call.rawQuery)
			.filter(([key]) => key === name || key.startsWith(`${name}.`))
			.map(([, value]) => value);
	}
	try {
		const values = parseExactly(call.body);
		if (!isObject(values) || values[name] === undefined) return [];
		return [values[name]].flat().map(String);
	} catch {
		return [];
	}
}
