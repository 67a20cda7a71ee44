import { incompleteResponse } from '../shared/api/readResponse';
import { type SendRequest } from '../shared/api/service';
import { type JsonObject, objectAt } from '../shared/values/json';

/**
 * An answer about the account of the access token, with its facts under `key`.
 *
 * @throws ServiceError when there is nothing under `key`.
 */
async function fetchCurrent(
	action: string,
	key: string,
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<JsonObject> {
	const answer = await call({ action, kind: 'read', parameters: {}, language, expects: [key] });
	if (Object.keys(objectAt(answer, key) ?? {}).length === 0) throw incompleteResponse(200, answer);
	return answer;
}

/** The account of the access token, under `Account` of the answer. */
export const fetchCurrentAccount = async (
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<JsonObject> => await fetchCurrent('DescribeAccount', 'Account', language, call);

/** How that account was authenticated, under `AuthDetail` of the answer. */
export const fetchCurrentAuthDetail = async (
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<JsonObject> =>
	await fetchCurrent('DescribeAccountAuthDetail', 'AuthDetail', language, call);
