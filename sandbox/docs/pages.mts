// The pages that are written from the data that the nodes run on. Needs dist.
import { readFileSync } from 'node:fs';
import { nodePage } from './nodePage.mts';
import { packagePage } from './packagePage.mts';
import { loadRooms } from './rooms.mts';
import { troubleshootingPage } from './troubleshootingPage.mts';

const TROUBLESHOOTING = 'docs/troubleshooting.md';

/** Each page by its file. */
export function generatedPages(): Record<string, string> {
	const rooms = loadRooms();
	return Object.fromEntries([
		...rooms.map((room) => [`docs/${room.page}`, nodePage(room)]),
		...rooms.map((room) => [`${room.packageFolder}/README.md`, packagePage(room)]),
		[TROUBLESHOOTING, troubleshootingPage(rooms, readFileSync(TROUBLESHOOTING, 'utf8'))],
	]) as Record<string, string>;
}
