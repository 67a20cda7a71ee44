import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { DEMO_LOGIN } from '../../sandbox/n8n/session.mts';

/** Debian's; elsewhere the environment variable says where it is. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** No more than this is shown of anything: the pictures in the pages are of this size. */
const VIEWPORT = { width: 1440, height: 900 };
const PATIENCE_MS = 300_000;
/** `UPDATE_IMAGES=1` takes the pictures of the pages anew; else they are taken and thrown away. */
const IMAGES = process.env.UPDATE_IMAGES
	? path.join('docs', 'images')
	: mkdtempSync(path.join(tmpdir(), 'n8n-ui-images-'));

/** A user in front of a running n8n, signed in. */
export interface Visitor {
	page: Page;
	/** Runs a part of a test; when it fails, what the user saw is kept and the error says where. */
	scene(part: (page: Page) => Promise<void>): Promise<void>;
	/** Takes a picture for the pages. */
	picture(name: string): Promise<void>;
	close(): Promise<void>;
}

export async function visit(url: string): Promise<Visitor> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await openBrowser();
	const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	await page.goto(`${url}/signin`);
	await page.locator('[name=emailOrLdapLoginId]').fill(DEMO_LOGIN.email);
	await page.locator('[name=password]').fill(DEMO_LOGIN.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL(/\/home\//);
	let failures = 0;
	return {
		page,
		async scene(part) {
			try {
				await part(page);
			} catch (error) {
				const file = path.join(tmpdir(), `n8n-ui-failure-${process.pid}-${++failures}.png`);
				await page.screenshot({ path: file });
				throw new Error(`What the user saw: ${file}`, { cause: error });
			}
		},
		async picture(name) {
			// Not in front of what a picture is to show.
			const toasts = page.locator('.el-notification');
			while (await toasts.count()) {
				const one = await toasts.first().elementHandle();
				await toasts.first().locator('.el-notification__closeBtn').click();
				await one?.waitForElementState('hidden');
			}
			await page.screenshot({
				path: path.join(IMAGES, `${name}.png`),
				animations: 'disabled',
				caret: 'hide',
			});
		},
		close: () => browser.close(),
	};
}

async function openBrowser(): Promise<Browser> {
	if (!existsSync(CHROMIUM)) {
		throw new Error(
			`There is no Chromium at ${CHROMIUM}: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.`,
		);
	}
	return await chromium.launch({
		executablePath: CHROMIUM,
		// The sandbox of Chromium needs rights that root in a container lacks; only our own n8n is visited.
		chromiumSandbox: false,
		args: [
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--lang=en-US',
		],
	});
}
