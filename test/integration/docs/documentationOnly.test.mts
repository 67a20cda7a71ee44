// What the documentation alone needs stands beside the sources as .mts, and is not published.
import { globSync, readFileSync } from 'node:fs';
import * as aliyunPermissions from '../../../nodes/AliyunEmailVerification/permissions.mts';
import * as tencentPermissions from '../../../nodes/TencentOrganization/permissions.mts';
import { loadRooms } from '../../../sandbox/docs/rooms.mts';

const read = (file: string) => readFileSync(file, 'utf8');
const DOCUMENTATION = globSync('nodes/**/*.mts');
const PUBLISHED = globSync('{.,packages/*}/dist/**/*.js');

/** The names that the documentation-only files export. */
const EXPORTED = [
	...new Set(
		DOCUMENTATION.flatMap((file) =>
			[...read(file).matchAll(/^export const (\w+)/gm)].map(([, name]) => name),
		),
	),
];

it('finds the files', () => {
	expect(DOCUMENTATION.length).toBeGreaterThan(3);
	expect(PUBLISHED.length).toBeGreaterThan(30);
	expect(EXPORTED).toEqual(
		expect.arrayContaining(['permissionsOf', 'policyOf', 'PERMISSION_NOTE', 'ERRORS_BY_ACTION']),
	);
});

it('imports nothing, and no source of a node imports it', () => {
	for (const file of DOCUMENTATION)
		expect([file, read(file)]).toEqual([file, expect.not.stringMatching(/^import /m)]);
	const importing = globSync('nodes/**/*.ts').filter((file) =>
		/from '[^']*\.mts'/.test(read(file)),
	);
	expect(importing).toEqual([]);
});

it('is in no published file', () => {
	const words = [
		...EXPORTED,
		tencentPermissions.PERMISSION_NOTE,
		...tencentPermissions.permissionsOf('DescribeOrganization'),
		JSON.stringify(aliyunPermissions.permissionsOf('ListEmailVerification')),
	];
	for (const file of PUBLISHED) {
		const text = read(file);
		expect([file, words.filter((word) => text.includes(word))]).toEqual([file, []]);
	}
});

describe.each(loadRooms())(
	'of $description.displayName',
	({ service, resources, errorCodesOf }) => {
		it('names only error codes of which the node says what they mean', () => {
			const actions = resources.flatMap(({ operations }) =>
				operations.flatMap(({ calls }) => calls),
			);
			const codes = new Set(actions.flatMap(errorCodesOf));
			expect([...codes].filter((code) => !Object.hasOwn(service.errors, code))).toEqual([]);
		});
	},
);
