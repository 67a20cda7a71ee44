import { incompleteResponse } from '../shared/api/readResponse';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/values/json';

/**
 * The objects of a list. Other entries, like null, are skipped.
 *
 * @throws ServiceError when the list has entries other than null, and no object.
 */
export function objectsOf(
	list: ReadonlyArray<JsonValue | undefined>,
	answer: JsonObject,
): JsonObject[] {
	const objects = list.filter(isJsonObject);
	if (objects.length === 0 && list.some((row) => row !== null))
		throw incompleteResponse(200, answer);
	return objects;
}
