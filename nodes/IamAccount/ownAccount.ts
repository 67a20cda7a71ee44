import { incompleteResponse } from '../shared/client';
import { type JsonObject, objectAt } from '../shared/json';
import { type SendRequest } from '../shared/operation';

/**
 * What the service says of the account that the access token belongs to.
 *
 * @throws Failure when the answer holds nothing under the key.
 */
export async function askAboutOwnAccount(
	action: string,
	key: string,
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<JsonObject> {
	const answer = await call({ action, kind: 'read', parameters: {}, language, expects: [key] });
	if (Object.keys(objectAt(answer, key) ?? {}).length === 0) throw incompleteResponse(200, answer);
	return answer;
}
