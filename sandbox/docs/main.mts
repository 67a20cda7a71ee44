// npm run docs: writes the pages that come from the data that the nodes run on. Needs dist.
import { writeFileSync } from 'node:fs';
import { generatedPages } from './pages.mts';

for (const [file, text] of Object.entries(generatedPages())) {
	writeFileSync(file, text);
	console.log(file);
}
