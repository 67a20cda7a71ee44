// What may become of an answer on its way, or in a service that is not itself.
import type { Random } from '../../sandbox/cloud/random.mts';

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DEEP = 2000;

const ODD: ReadonlyArray<() => Json> = [
	() => null,
	() => true,
	() => -1,
	() => 1e308,
	() => 9007199254740992,
	() => '',
	() => '0',
	() => 'Success',
	() => '\ud800\u0000',
	() => 'x'.repeat(20_000),
	() => [],
	() => ({}),
	() => [null, [], {}, 'x', 1],
	() =>
		JSON.parse(
			'{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
		) as Json,
	() => JSON.parse('{"toString": "x", "valueOf": 1, "length": -1}') as Json,
	() => {
		let nested: Json = 'deep';
		for (let depth = 0; depth < DEEP; depth++) nested = depth % 2 ? [nested] : { nested };
		return nested;
	},
];

/** Deeper than this there is nothing of a service's. */
const DEEPEST = 12;

/** Every place in a value: whose it is, and under which key. */
function places(value: Json, depth = 0): Array<[holder: Record<string, Json>, key: string]> {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
	const holder = value as Record<string, Json>;
	return Object.keys(holder).flatMap((key) => [
		[holder, key] as [Record<string, Json>, string],
		...places(holder[key], depth + 1),
	]);
}

/** Changes a few places of a document. */
function mutateJson(body: Buffer, random: Random): Buffer {
	const value = JSON.parse(body.toString('utf8')) as Json;
	for (let count = random.between(1, 4); count > 0; count--) {
		const all = places(value);
		if (all.length === 0) break;
		const [holder, key] = random.pick(all);
		const kind = random.between(0, 5);
		if (kind === 0) delete holder[key];
		else if (kind === 1) holder[`${key}X`] = holder[key];
		else if (kind === 2) holder[key] = [holder[key], holder[key]];
		else if (kind === 3) holder[key] = { [key]: holder[key] };
		else holder[key] = random.pick(ODD)();
	}
	return Buffer.from(JSON.stringify(value));
}

const TEXTS = [
	'',
	'null',
	'[]',
	'{}',
	'"text"',
	'0',
	'{"Response":null}',
	'{"Response":{"Error":null}}',
	'{"Response":{"Error":{}}}',
	'{"Code":{"a":1},"Message":[]}',
	'<html><body>502 Bad Gateway</body></html>',
	'<?xml version="1.0"?><Error><Code>NoPermission</Code></Error>',
	'\ufeff{"Response":{}}',
	'{"Response":{"RequestId":"a","RequestId":"b"}}',
	`${'['.repeat(50_000)}`,
	`{"a":${'9'.repeat(10_000)}}`,
];

const HEADERS: Array<[string, string]> = [
	['retry-after', '0'],
	['retry-after', '-1'],
	// A long one would be obeyed.
	['retry-after', 'soon'],
	['retry-after', 'Wed, 21 Oct 2015 07:28:00 GMT'],
	['x-acs-retry-after', 'soon'],
	['content-type', 'text/html'],
	['content-type', 'application/octet-stream'],
	['content-type', 'application/json; charset=utf-16'],
	['location', 'http://127.0.0.1:9/'],
	['set-cookie', 'a=b'],
];

const STATUSES = [200, 200, 200, 200, 201, 204, 301, 302, 307, 400, 401, 403, 404, 429, 500, 503];

export function mutate({ status, headers, body }: Answer, random: Random): Answer {
	const answer = { status, headers: { ...headers }, body };
	const kind = random.between(0, 9);
	if (kind < 6) answer.body = mutateJson(body, random);
	else if (kind === 6) answer.body = body.subarray(0, random.between(0, body.length));
	else if (kind === 7) answer.body = Buffer.from(random.pick(TEXTS));
	else if (kind === 8) {
		answer.body = Buffer.from(body);
		for (let count = 0; count < 5; count++) {
			answer.body[random.between(0, body.length - 1)] = random.between(0, 255);
		}
	}
	if (random.between(0, 3) === 0) answer.status = random.pick(STATUSES);
	if (random.between(0, 3) === 0) {
		const [name, value] = random.pick(HEADERS);
		answer.headers[name] = value;
	}
	return answer;
}
