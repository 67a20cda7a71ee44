import { incomplete } from '../shared/client';
import { type JsonObject, objectAt } from '../shared/json';
import { type Caller } from '../shared/operation';

/**
 * What the service says of the account that the access token belongs to.
 *
 * @throws Failure when the answer holds nothing under the key.
 */
export async function askAboutOwnAccount(
	action: string,
	key: string,
	language: 'en' | 'zh',
	call: Caller,
): Promise<JsonObject> {
	const answer = await call({ action, kind: 'read', parameters: {}, language, expects: [key] });
	if (Object.keys(objectAt(answer, key) ?? {}).length === 0) throw incomplete(200, answer);
	return answer;
}
