// n8n keeps its settings in the home folder of whoever runs it. Import this before n8n-core.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-integration-'));
process.env.N8N_USER_FOLDER = folder;

export function removeN8nFolder(): void {
	rmSync(folder, { recursive: true, force: true });
}
