import { readFile } from 'node:fs/promises';
import { expect, test } from './test.ts';

test('data is exported and downloaded, old runs are given a time, and an account is deleted and kept', async ({
  page,
  account,
}) => {
  test.slow();
  await page.goto('/settings/privacy');
  await page.getByRole('button', { name: 'Export my data' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start export' }).click();
  const link = page.getByRole('link', { name: 'Download' });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^agent-factory-export-.*\.zip$/);
  const bytes = await readFile(await download.path());
  // A zip file begins so, and its directory names every file.
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(bytes.includes('manifest.json')).toBe(true);

  await page.getByLabel('Days of runs').fill('30');
  await page.getByLabel('Days of events').fill('60');
  await expect(page.getByText('Events are not kept longer than their runs.')).toBeVisible();
  await page.getByLabel('Days of events').fill('7');
  await expect(page.getByText('Nothing is that old: nothing goes now.')).toBeVisible();
  await page.getByRole('button', { name: 'Save retention' }).click();
  await expect(page.getByText('The retention was saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Days of runs')).toHaveValue('30');

  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('dialog').getByLabel(`Type ${account.email} to confirm`).fill(account.email);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
  await expect(page.getByText('Your account will be erased in 30 days')).toBeVisible();
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible();
});

test('a link that opens no receipt says so, to anybody', async ({ page }) => {
  await page.goto(`/erased/era_${'0'.repeat(26)}.${'A'.repeat(43)}`);
  await expect(page.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible();
});
