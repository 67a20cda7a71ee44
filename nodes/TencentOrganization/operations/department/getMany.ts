import { filtersField, listFields, readLimit } from '../../../shared/fields/limitAndFilters';
import { operation } from '../../../shared/operation/operation';
import { textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { isoTime } from '../../../shared/values/time';
import { COMMON_OPTIONS } from '../../commonFields';
import { DEPARTMENTS, fetchList } from '../../listPages';
import { readTags, tagsField } from '../../tagFields';

export const getManyDepartments = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many departments',
	description:
		'List the departments of the organization, for example to choose where a new member belongs. Changes nothing.',
	kind: 'read',
	calls: ['DescribeOrganizationNodes'],
	properties: [
		...listFields,
		filtersField([
			tagsField(
				'Only departments with all of these tags. Without a value, any value of the key counts.',
			),
		]),
	],
	options: [...COMMON_OPTIONS, 'timeZone'],
	input: (read, { language }) => ({
		limit: readLimit(read),
		filter: { Tags: readTags(read('filters.tags', {})) },
		language,
	}),
	fetch: async (input, call) => await fetchList(DEPARTMENTS, input, call),
	output: {
		nodeId: textOutput('The ID of the department'),
		name: textOutput('Its name'),
		parentNodeId: textOutput('The ID of the department above it; 0 for the root'),
		remark: textOutput('Its remark'),
		createdAt: textOutput('When it was created, ISO 8601 with offset'),
		updatedAt: textOutput('When it was last changed, ISO 8601 with offset'),
	},
	simplify: (row, _input, { timeZone }) => ({
		nodeId: textAt(row, 'NodeId'),
		name: textAt(row, 'Name'),
		parentNodeId: textAt(row, 'ParentNodeId'),
		remark: textAt(row, 'Remark'),
		createdAt: isoTime(textAt(row, 'CreateTime'), timeZone),
		updatedAt: isoTime(textAt(row, 'UpdateTime'), timeZone),
	}),
});
