// npm run docs: writes the pages about the nodes from the data that the nodes run on. Needs dist.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodePage } from './nodePage.mts';
import { loadRooms } from './rooms.mts';

for (const room of loadRooms()) {
	const file = path.join('docs', room.page);
	writeFileSync(file, nodePage(room));
	console.log(file);
}
