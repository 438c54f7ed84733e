import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { joinedByBo } from './two-people.ts';

/** The bar is 60 s: `TOGETHER_SECONDS=60`. */
const togetherSeconds = Number(process.env.TOGETHER_SECONDS ?? 6);

const box = (page: Page) => page.getByRole('textbox', { name: /^Spec\./ });
/** Monaco draws its lines in any order, and a long one as several. */
const text = (page: Page) =>
  page
    .getByRole('region', { name: 'Spec' })
    .locator('.view-lines > .view-line')
    .evaluateAll((lines) =>
      lines
        .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .toSorted((a, b) => a.top - b.top)
        .map((line) => line.text)
        .join('')
        .replaceAll('\u00a0', ' '),
    );

/** Begins a comment of one's own below a line, so that no two write in the same place. */
async function beginBelow(page: Page, line: number, name: string): Promise<void> {
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let down = 1; down < line; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(`# ${name}:`);
}

test('three pages write one spec, cut off now and then: all converge, no keystroke is lost', async ({
  page,
  account,
  browser,
}) => {
  test.setTimeout(150_000 + togetherSeconds * 3_000);
  expect(account.email).toContain('@');
  const bo = await joinedByBo(page, browser);
  await page.goto('/agents?new=1');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Written together');
  await dialog.getByRole('button', { name: /Create/ }).click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  const address = new URL(page.url()).pathname;
  const tab = await page.context().newPage();
  await tab.goto(address);
  await bo.goto(address);
  const pages = [page, tab, bo];
  // Monaco draws what is in sight alone.
  for (const each of pages) await each.setViewportSize({ width: 1_440, height: 900 + togetherSeconds * 25 });
  // Everybody sees the others, so everybody is connected: this person's own second tab is one of them.
  for (const each of pages) {
    await expect(box(each)).toBeAttached();
    await expect(each.getByRole('list', { name: 'Others who have this open' })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: /^Bo/ })).toBeVisible();

  const names = ['ana', 'tab', 'bo'];
  for (const [i, each] of pages.entries()) await beginBelow(each, 2 + i, names[i] ?? '');
  for (const each of pages) await expect.poll(() => text(each)).toMatch(/# ana:.*# tab:.*# bo:/);

  const until = Date.now() + togetherSeconds * 1000;
  const counts = [0, 0, 0];
  const writing = pages.map(async (each, i) => {
    while (Date.now() < until) {
      await each.keyboard.type(`${counts[i]}.`, { delay: 20 });
      counts[i] = (counts[i] ?? 0) + 1;
    }
  });
  const contexts = [page.context(), bo.context()];
  for (let turn = 0; Date.now() < until - 1_000; turn += 1) {
    const context = contexts[turn % 2];
    await context?.setOffline(true);
    await page.waitForTimeout(200 + Math.random() * 500);
    await context?.setOffline(false);
    await page.waitForTimeout(200 + Math.random() * 300);
  }
  await Promise.all(writing);

  const wanted = names.map(
    (name, i) => `# ${name}:${Array.from({ length: counts[i] ?? 0 }, (_, n) => `${n}.`).join('')}`,
  );
  for (const each of pages) {
    await expect
      .poll(
        async () => {
          // A long line goes on indented.
          const shown = (await text(each)).replaceAll(' ', '');
          return wanted.filter((line) => !shown.includes(line.replaceAll(' ', '')));
        },
        { timeout: 20_000 },
      )
      .toEqual([]);
  }
  await bo.context().close();
});
