import { WorkflowExecute, PackageDirectoryLoader } from 'n8n-core';
it('loads n8n-core', () => { expect(typeof WorkflowExecute).toBe('function'); expect(typeof PackageDirectoryLoader).toBe('function'); });
