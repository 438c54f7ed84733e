import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { joinedByBo } from './two-people.ts';

const box = (page: Page) => page.getByRole('textbox', { name: /^Spec\./ });
const thread = (page: Page) => page.getByRole('article', { name: /^Thread on/ });

test('one comments on a line and mentions the other, who sees it at once, answers and resolves; the line moves', async ({
  page,
  account,
  browser,
}) => {
  test.setTimeout(150_000);
  expect(account.email).toContain('@');
  const bo = await joinedByBo(page, browser);
  await page.goto('/agents?new=1');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Talked about');
  await dialog.getByRole('button', { name: /Create/ }).click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  const address = new URL(page.url()).pathname;
  await bo.goto(`${address}?panel=comments`);
  await expect(bo.getByText('No open comments')).toBeVisible();
  for (const each of [page, bo]) {
    await expect(box(each)).toBeAttached();
    await expect(each.getByRole('list', { name: 'Others who have this open' })).toBeVisible();
  }

  // By keyboard alone: to the third line, the key for comments, the words, the member from the list.
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let down = 1; down < 3; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+Alt+m');
  const words = page.getByRole('textbox', { name: 'Say something' });
  await expect(words).toBeFocused();
  await page.keyboard.type('Is this right, @Bo');
  await expect(page.getByRole('listbox', { name: 'Members' })).toHaveCount(0);
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('option', { name: 'Bo' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.type('?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(thread(page)).toContainText('Is this right, @Bo ?');
  const quote = (await thread(page).locator('code').textContent()) ?? '';
  expect(quote.trim().length).toBeGreaterThan(0);
  await expect(page.locator('.comment-glyph')).toBeVisible();

  // The other, without loading anything: news beside the panel's name, a mark beside the line.
  await expect(thread(bo)).toContainText('Is this right, @Bo ?');
  await expect(bo.getByRole('tab', { name: /Comments 1 unread/ })).toBeVisible();
  await expect(bo.locator('.comment-glyph-unread')).toBeVisible();
  await thread(bo).getByRole('button', { name: 'Answer' }).click();
  await expect(bo.locator('.comment-glyph-unread')).toHaveCount(0);
  await bo.getByRole('textbox', { name: 'Answer' }).fill('Yes, it is.');
  await bo.keyboard.press('ControlOrMeta+Enter');
  await expect(thread(page)).toContainText('Yes, it is.');

  // Lines above it: the mark goes down with its line on both pages.
  const lineOf = async (each: Page) => {
    const mark = await each.locator('.comment-glyph').boundingBox();
    const line = await each.locator('.view-line').filter({ hasText: quote.trim() }).first().boundingBox();
    return Math.abs((mark?.y ?? 0) - (line?.y ?? 0));
  };
  for (const each of [page, bo]) await expect.poll(() => lineOf(each)).toBeLessThan(4);
  const before = (await page.locator('.comment-glyph').boundingBox())?.y ?? 0;
  await box(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('End');
  await page.keyboard.type('\n# One more.\n# And another.');
  await expect
    .poll(async () => (await page.locator('.comment-glyph').boundingBox())?.y ?? 0)
    .toBeGreaterThan(before + 30);
  await expect(bo.locator('.view-lines')).toContainText('And another.');
  for (const each of [page, bo]) await expect.poll(() => lineOf(each)).toBeLessThan(4);

  await thread(bo).getByRole('button', { name: 'Resolve' }).click();
  for (const each of [page, bo]) {
    await expect(thread(each)).toHaveCount(0);
    await expect(each.locator('.comment-glyph')).toHaveCount(0);
  }
  await page.getByLabel('Which comments').selectOption('resolved');
  await expect(thread(page)).toContainText('Yes, it is.');
  await bo.context().close();
});
