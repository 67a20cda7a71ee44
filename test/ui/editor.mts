// What a user does in n8n's editor, in the editor's own terms.
import type { Locator, Page } from 'playwright-core';

export class Editor {
	private readonly page: Page;
	private readonly url: string;

	constructor(page: Page, url: string) {
		this.page = page;
		this.url = url;
	}

	readonly panel = () => this.page.getByTestId('ndv');
	readonly output = () => this.page.getByTestId('output-panel');
	readonly credentialDialog = () => this.page.getByTestId('editCredential-modal');
	readonly parameter = (name: string) => this.page.getByTestId(`parameter-input-${name}`);

	/** An empty workflow, with the node panel open. */
	async newWorkflow(): Promise<void> {
		// A page of its own: the one before may ask whether to leave.
		await this.page.goto('about:blank');
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').click();
	}

	/** The entries of the node panel for what is typed. */
	async search(text: string): Promise<Locator> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		return this.page.getByTestId('node-creator-item-name');
	}

	/** Adds a node by typing its name; it opens. */
	async addNode(name: string, action?: string): Promise<void> {
		await this.search(name);
		await this.entry(name).click();
		if (action) {
			await this.entry(action).click();
			await this.panel().waitFor();
		}
	}

	/** An entry of the node panel. */
	private entry(name: string): Locator {
		return this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).first();
	}

	/** A workflow that a click starts. */
	async newManualWorkflow(): Promise<void> {
		await this.newWorkflow();
		// Not searched: n8n finds this entry by the name of its node only.
		await this.entry('Trigger manually').click();
	}

	/** A workflow that a click starts, with one node of ours in it, which is open. */
	async newWorkflowWith(node: string, action: string): Promise<void> {
		await this.newManualWorkflow();
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.addNode(node, action);
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.panel().waitFor({ state: 'hidden' });
	}

	async fill(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input').fill(text);
	}

	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		await this.page.getByRole('option', { name: option, exact: true }).click();
	}

	/** Runs the open node, and the nodes before it. */
	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** Opens the dialog for a new credential of the open node. */
	async newCredential(): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByTestId('node-credentials-select-item-new').click();
		await this.credentialDialog().waitFor();
	}

	/** Stores what the dialog holds, which n8n tests at once. */
	async saveCredential(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
	}
}
