import { readFile } from 'node:fs/promises';
import { expect, test } from './test.ts';

test('runs are drawn as they happen, lead to themselves, go along as a table, and the view is kept', async ({
  page,
  account,
}) => {
  await page.goto('/dashboard?range=24h');
  await expect(page.getByText('No runs in this time')).toBeVisible();

  // Nobody reloads: the stream says that something has changed.
  const helper = (await account.api.agents()).find(({ name }) => name === 'everyday-helper');
  await account.api.runAgent(helper?.id ?? '', 'What is 17.5% of 2,400?');
  const totals = page.getByRole('region', { name: 'Totals' });
  await expect(totals).toContainText(/Runs1Succeeded100\.0 %/);
  await expect(page.getByRole('table', { name: 'Agents' })).toContainText(helper?.title ?? '');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^dashboard-.*\.csv$/);
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv.split('\r\n')[1]).toMatch(/^total,,,.*,1,1,0,0,0,0,/);

  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Runs as a picture' }).click();
  expect((await readFile(await (await picture).path())).subarray(1, 4).toString()).toBe('PNG');

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByLabel('Name').fill('Today');
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('button', { name: 'Today' })).toBeVisible();
  await page.goto('/dashboard');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Today' }).click();
  await expect(page).toHaveURL(/range=24h/);

  // By keys alone: the last point is now.
  await page.getByRole('slider', { name: 'Runs by status' }).press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/runs\?from=.*to=/);
  await expect(page.getByRole('link', { name: helper?.title ?? '' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page).toHaveURL(/\/runs$/);
});
