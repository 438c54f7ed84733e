import type { Page } from '@playwright/test';
import { rooms } from '../words/rooms.ts';
import { expect, test } from './test.ts';

test('a language is chosen in the account menu, and the page is not loaded anew', async ({
  page,
  account,
}) => {
  await page.goto('/runs');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  // A page that is loaded anew forgets this; one that is only drawn again does not.
  await page.evaluate(() => Object.assign(window, { kept: 'Half a thou' }));
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Läufe', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await expect(page).toHaveTitle(/^Läufe/);
  expect(await page.evaluate(() => Reflect.get(window, 'kept'))).toBe('Half a thou');

  // Kept for the next visit, and found again by the palette from a language that nobody here reads.
  await page.reload();
  await expect(page.getByRole('link', { name: 'Freigaben' }).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('English');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  expect(account.email).toContain('@');
});

test.describe('a visitor whose browser asks for Spanish', () => {
  test.use({ locale: 'es-MX' });
  test('is met in Spanish at the door', async ({ page }) => {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Crea una cuenta' })).toBeVisible();
  });
});

/** Sentences of ours in English that are no sentence in German: none of them may stand on a translated page. */
const english = new Set(
  Object.values(rooms).flatMap((room) =>
    Object.values(room).flatMap(({ en, de }) => (en === de || /[{<]/.test(en) ? [] : [en.trim()])),
  ),
);
const german = new Set(
  Object.values(rooms).flatMap((room) => Object.values(room).map(({ de }) => de.trim())),
);

/** What stands on the page and is read aloud from it, by its pieces; what people and agents wrote is no matter of ours. */
async function pieces(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style, [lang="en"], code') === null)
        texts.push(node.textContent ?? '');
    }
    for (const named of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(named.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

test('no English is left on the pages that are translated', async ({ page, account }) => {
  await page.goto('/agents');
  await page.context().addCookies([{ name: 'language', value: 'de', url: page.url() }]);
  const left: string[] = [];
  for (const path of [
    ...['/agents', '/runs', '/threads', '/approvals', '/dashboard', '/shortcuts'],
    ...[
      '/settings/members',
      '/settings/team',
      '/settings/teams',
      '/settings/roles',
      '/settings/keys',
      '/marketplace',
    ],
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    for (const piece of await pieces(page)) {
      if (english.has(piece) && !german.has(piece)) left.push(`${path}: ${piece}`);
    }
  }
  expect(left).toEqual([]);
  expect(account.email).toContain('@');
});

test('a language that was chosen elsewhere comes along, and what is being typed stays', async ({
  page,
  account,
}) => {
  expect(account.email).toContain('@');
  await page.goto('/settings/team');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { name: 'Geral', level: 1 })).toBeVisible();

  // Another browser of the same person: it has the session and no cookie of a language.
  await page.context().clearCookies({ name: 'language' });
  await page.goto('/settings/team');
  await expect(page.getByRole('heading', { name: 'Geral', level: 1 })).toBeVisible();
  await page.getByLabel('Nome').fill('Half a name');
  await page.getByRole('button', { name: /^Conta/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'General', level: 1 })).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Half a name');
});

test('keys alone do nothing for who turned them off', async ({ page, account }) => {
  expect(account.email).toContain('@');
  await page.goto('/shortcuts');
  await page.getByRole('switch', { name: 'Keys without ⌘ or Ctrl' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL('/shortcuts');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeVisible();
});
