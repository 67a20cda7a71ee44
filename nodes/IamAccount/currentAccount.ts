import { incompleteResponse } from '../shared/api/readResponse';
import { type SendRequest } from '../shared/api/service';
import { type JsonObject, objectAt } from '../shared/values/json';

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
