import { incompleteResponse } from '../shared/api/readResponse';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/values/json';

/**
 * The objects of a list: a null among them says nothing, and costs the others nothing.
 *
 * @throws Failure when the list holds something, and none of it is an object.
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
