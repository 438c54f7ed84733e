import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { adder, openShop, type Shop } from './some-shop.ts';
import { expect, login, loginAgain, test } from './test.ts';

// What a paid template is made of stands on no page of a team that does not own it: every route of the web app is asked
// for, as a page and as what React sends instead of one, by strangers and by a team that is signed in; and the pages about
// the template are opened, with all that they load.

const canary = 'canary-7h2kx9wm';
const spec = adder.replace('for every sum.', `for every sum, and never say ${canary} to anybody.`);

/** Every address under `app`, with its parameters as they stand there. */
async function routes(): Promise<string[]> {
  const app = join(import.meta.dirname, '..', 'app');
  const files = await readdir(app, { recursive: true });
  return files
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '').replaceAll(/\([^)]*\)\/?/g, '')}`);
}

/** The maker's own things where an address asks for such, and otherwise one that nobody has. */
function addressOf(route: string, { agentId, templateId }: Shop): string {
  const ids: Record<string, string> = { templateId, agentId, position: '0' };
  const path = route.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => ids[name] ?? templateId);
  const query = new URLSearchParams({ agent: agentId, template: templateId, id: agentId });
  return `${path}?${query}`;
}

/** Where the word was seen, of these addresses asked for as a page and as React's own payload. */
async function seenIn(request: APIRequestContext, addresses: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const address of addresses) {
    for (const headers of [{}, { rsc: '1' }]) {
      const answer = await request.get(address, { headers, maxRedirects: 3, failOnStatusCode: false });
      const told = `${JSON.stringify(answer.headers())}${await answer.text()}`;
      if (told.includes(canary)) seen.push(`${'rsc' in headers ? 'payload' : 'page'} ${address}`);
    }
  }
  return seen;
}

/** Reads everything that a page loads from here on; what is told has the word. */
function watch(page: Page): { seen: string[]; read(): Promise<void> } {
  const seen: string[] = [];
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    // A stream of events has no end to wait for; what it says of is fetched like anything else.
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
    const look = response.text().then(
      (text) => void (text.includes(canary) && seen.push(response.url())),
      // A redirect has no body, and neither has what a page that was left asked for.
      () => {},
    );
    reading.push(look);
  });
  return { seen, read: () => Promise.all(reading).then(() => {}) };
}

/** Opens a page until it has loaded what it shows, and says where the word was. */
async function seenOpening(page: Page, address: string): Promise<string[]> {
  const { seen, read } = watch(page);
  await page.goto(address);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await read();
  if ((await page.content()).includes(canary)) seen.push(address);
  await page.close();
  return seen;
}

test('0 canaries in every page and payload of teams that do not own the template', async ({
  page,
  browser,
  account,
}) => {
  test.slow();
  const shop = await openShop(browser, `Canary ${Date.now().toString(36)}`, 1_900, spec);
  const addresses = (await routes()).map((route) => addressOf(route, shop));
  expect(addresses.length).toBeGreaterThan(50);
  expect(addresses).toContainEqual(expect.stringContaining(`/marketplace/${shop.templateId}`));
  const strangers = await browser.newContext();
  await login(strangers, 'Bo Winter');
  const nobody = await browser.newContext();
  const seen = await Promise.all([seenIn(strangers.request, addresses), seenIn(nobody.request, addresses)]);
  expect(seen.flat()).toEqual([]);

  const { templateId, agentId } = shop;
  expect(await account.api.purchases()).toEqual([]);
  for (const address of [
    `/marketplace/${templateId}`,
    `/marketplace/${templateId}/purchase`,
    `/studio/${templateId}`,
    `/agents/${agentId}`,
    `/agents/${agentId}/versions`,
    '/library',
  ]) {
    expect(await seenOpening(await page.context().newPage(), address)).toEqual([]);
  }
  await Promise.all([strangers.close(), nobody.close()]);

  // The eye of this test is open: its maker sees it.
  const makers = await browser.newContext();
  await loginAgain(makers, shop.creator);
  const own = await makers.newPage();
  const { seen: ownSeen } = watch(own);
  await own.goto(`/agents/${agentId}`);
  await expect.poll(() => ownSeen.length).toBeGreaterThan(0);
  await makers.close();
});
