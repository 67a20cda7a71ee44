import { readFileSync } from 'node:fs';
import type { Resource } from '../../../nodes/shared/operation/operation.ts';
import { credentialFacts } from '../../../sandbox/docs/credentialsPage.mts';
import { nodePage } from '../../../sandbox/docs/nodePage.mts';
import { packagePage } from '../../../sandbox/docs/packagePage.mts';
import { generatedPages } from '../../../sandbox/docs/pages.mts';
import { loadRooms } from '../../../sandbox/docs/rooms.mts';
import { messageTable } from '../../../sandbox/docs/troubleshootingPage.mts';

const PAGES = generatedPages();

it.each(Object.keys(PAGES))('%s is up to date (else run "npm run docs")', (file) => {
	expect(readFileSync(file, 'utf8')).toBe(PAGES[file]);
});

describe.each(loadRooms())('docs/$page', (room) => {
	it('would be out of date after any change of its facts', () => {
		const [resource] = room.resources;
		const [operation] = resource.operations;
		const changed = (change: object) =>
			nodePage({
				...room,
				resources: [{ ...resource, operations: [{ ...operation, ...change }] }],
			});
		const now = changed({});
		const changes = [
			{ name: 'Other' },
			{ description: 'Other.' },
			{ kind: 'command' },
			{ calls: ['Other'] },
			{ properties: [{ displayName: 'Other', name: 'other', type: 'string', default: '' }] },
			{ output: {} },
		];
		for (const change of changes) expect(changed(change)).not.toBe(now);
		const { service } = room;
		for (const facts of [
			{ quota: () => 77 },
			{ errors: { ...service.errors, New: { message: 'New', advice: 'Do.' } } },
		]) {
			expect(nodePage({ ...room, service: { ...service, ...facts } })).not.toBe(nodePage(room));
		}
		const permissions = { permissionsOf: () => ['other'], policyOf: () => ({}) };
		for (const documented of [
			{ permissions },
			{ permissions: { ...room.permissions, ...permissions, PERMISSION_NOTE: 'Other.' } },
			{ errorCodesOf: () => ['Other'] },
		]) {
			expect(nodePage({ ...room, ...documented })).not.toBe(nodePage(room));
		}
	});
});

/** The part of a page under a heading. */
const sectionOf = (page: string, heading: string) => {
	const [, after] = page.split(`\n${heading}\n`);
	return after.split(/\n##/)[0];
};
const occurrences = (text: string, part: string) => text.split(part).length - 1;

describe.each(loadRooms())('docs/$page says', (room) => {
	const page = nodePage(room);
	const places = room.resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ resource, operation })),
	);
	const sectionAbout = (resource: Resource, { name }: { name: string }) =>
		sectionOf(page, `### ${resource.name}: ${name}`);

	it('once what Simplify and each option mean', () => {
		const section = sectionOf(page, '## Simplify and options');
		const names = new Set([...places.flatMap(({ operation }) => operation.options), 'simplify']);
		expect(names.size).toBeGreaterThan(4);
		for (const name of names) {
			expect(occurrences(page, `| \`${name}\` |`)).toBe(1);
			expect(section).toContain(`| \`${name}\` |`);
		}
	});

	it('which values a status has', () => {
		for (const { resource, operation } of places) {
			if (!operation.output.status?.enum) continue;
			expect(sectionAbout(resource, operation)).toContain(
				'Values: `unverified`, `pending`, `verified`, `failed`, `unknown` |',
			);
		}
	});

	it('of codes only those that an operation may get itself, and where those of its helpers stand', () => {
		for (const { resource, operation } of places) {
			const [main, ...others] = operation.calls;
			const section = sectionAbout(resource, operation);
			const helpers = places.filter(
				({ operation: { calls } }) => calls[0] !== main && others.includes(calls[0]),
			);
			const helping = helpers.map(({ operation: { calls } }) => calls[0]);
			for (const code of Object.keys(room.service.errors)) {
				const isOwn = operation.calls.some(
					(action) => !helping.includes(action) && room.errorCodesOf(action).includes(code),
				);
				expect([code, section.includes(`[\`${code}\`]`)]).toEqual([code, isOwn]);
			}
			for (const helper of helpers) {
				const hasCodes = sectionAbout(helper.resource, helper.operation).includes(
					'codes of its own: [',
				);
				const link = `[${helper.resource.name}: ${helper.operation.name}](#`;
				expect(section.includes(link)).toBe(hasCodes);
			}
		}
	});

	it('each permission by itself', () => {
		const permissions = { permissionsOf: () => ['one:A', 'one:B'], policyOf: () => ({}) };
		const table = nodePage({ ...room, permissions });
		expect(table).toContain('| `one:A`<br>`one:B` |');
	});
});

it('that the permissions of Tencent Cloud are a guess', () => {
	const [tencent] = loadRooms();
	const note = tencent.permissions!.PERMISSION_NOTE;
	expect(note).toContain('documents no permissions');
	expect(sectionOf(nodePage(tencent), '## Operations')).toContain(note);
});

describe('what else is written would be out of date after a change', () => {
	const [room] = loadRooms();

	it('of an operation or a field of the credential: the README of its package', () => {
		const { credential, resources } = room;
		const operations = [{ ...resources[0].operations[0], description: 'Other.' }];
		const field = { ...credential.properties[0], description: 'Other' };
		expect(packagePage({ ...room, resources: [{ ...resources[0], operations }] })).toContain(
			'Other.',
		);
		expect(packagePage({ ...room, credential: { ...credential, properties: [field] } })).toContain(
			'Other',
		);
	});

	it('of a call or a rule of the test: the page of the credentials', () => {
		const { credential, resources } = room;
		const calls: [string] = ['OtherCall'];
		const operations = [{ ...resources[0].operations[0], calls }];
		expect(credentialFacts([{ ...room, resources: [{ ...resources[0], operations }] }])).toContain(
			'organization:OtherCall',
		);
		const properties = { key: 'Code', value: 'Other', message: 'Other message.' };
		const test = {
			...credential.test!,
			rules: [{ type: 'responseSuccessBody' as const, properties }],
		};
		expect(credentialFacts([{ ...room, credential: { ...credential, test } }])).toContain(
			'| Other message. | `Other` |',
		);
	});

	it('of a message: the page about troubles', () => {
		const errors = { Other: { message: 'Other message', advice: 'Do.' } };
		const { service } = room;
		expect(messageTable([{ ...room, service: { ...service, errors } }])).toContain(
			'| Other message | Do. | `Other` (Tencent Organization) |',
		);
	});
});
