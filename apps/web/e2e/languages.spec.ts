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
  await page.getByRole('combobox').fill('English');
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
