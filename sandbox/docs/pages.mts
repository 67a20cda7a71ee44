// The pages that are written from the data that the nodes run on. Needs dist.
import { credentialFacts } from './credentialsPage.mts';
import { afterHandWritten } from './handWritten.mts';
import { nodePage } from './nodePage.mts';
import { packagePage } from './packagePage.mts';
import { loadRooms } from './rooms.mts';
import { messageTable } from './troubleshootingPage.mts';

const CREDENTIALS = 'docs/credentials.md';
const TROUBLESHOOTING = 'docs/troubleshooting.md';

/** Each page by its file. */
export function generatedPages(): Record<string, string> {
	const rooms = loadRooms();
	return Object.fromEntries([
		...rooms.map((room) => [`docs/${room.page}`, nodePage(room)]),
		...rooms.map((room) => [`${room.packageFolder}/README.md`, packagePage(room)]),
		[CREDENTIALS, afterHandWritten(CREDENTIALS, credentialFacts(rooms))],
		[TROUBLESHOOTING, afterHandWritten(TROUBLESHOOTING, messageTable(rooms))],
	]) as Record<string, string>;
}
