import { starterCount } from './specs.ts';
import { expect, test } from './test.ts';

test.beforeEach(async ({ page, account }) => {
  await page.goto('/agents');
  await expect(page.getByText(account.email.split('@')[0] ?? '').first()).toBeVisible();
});

test('a new workspace starts with four agents and two teams of them that can run', async ({ page }) => {
  for (const title of [
    'Data reader',
    'Everyday helper',
    'Front desk',
    'Mail desk',
    'Shop answers',
    'Ticket triage',
  ]) {
    await expect(page.getByRole('link', { name: title })).toBeVisible();
  }
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(starterCount);
});

test('a new agent from a template opens in the editor, and its name is taken from then on', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'New agent' }).click();
  const dialog = page.getByRole('dialog', { name: 'New agent' });
  await dialog.getByLabel('Title').fill('Invoice checker');
  await dialog.locator('label').filter({ hasText: 'Assistant with tools' }).click();
  await expect(dialog.getByText('invoice-checker')).toBeVisible();
  await dialog.getByRole('button', { name: 'Create agent' }).click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  await expect(page.getByRole('heading', { name: 'Invoice checker', level: 1 })).toBeVisible();

  await page.goto('/agents?new=1');
  await dialog.getByLabel('Title').fill('Invoice checker');
  await dialog.getByRole('button', { name: 'Create agent' }).click();
  await expect(dialog.getByText('An agent of that name exists already')).toBeVisible();
});

test('the search finds an agent by its name and goes there', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.fill('triage');
  await expect(page.getByRole('option', { name: /Ticket triage/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ticket triage', level: 1 })).toBeVisible();
});

test('keys: ? lists them, g r and g a go, j and k walk the list, Escape closes', async ({ page }) => {
  await expect(page.getByRole('link', { name: 'Everyday helper' })).toBeVisible();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shortcuts).toBeHidden();

  const entries = page.getByRole('main').getByRole('listitem').getByRole('link');
  await page.keyboard.press('j');
  await expect(entries.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(entries.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(entries.nth(0)).toBeFocused();

  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page).toHaveURL('/runs');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL('/agents');
});

test('the theme that is chosen stays', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await background()).toBe(dark);
});

test('back leads back', async ({ page }) => {
  await page.getByRole('link', { name: 'Shop answers' }).click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Runs' }).click();
  await expect(page).toHaveURL('/runs');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Shop answers', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  for (const path of [
    `/agents/agt_${'0'.repeat(26)}`,
    `/runs/run_${'0'.repeat(26)}`,
    '/nowhere',
    '/runs/abc',
  ]) {
    await page.goto(path);
    await expect(page.getByText(/There is no such|There is nothing at this address/).first()).toBeVisible();
  }
});
