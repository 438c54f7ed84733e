import { readFile } from 'node:fs/promises';
import { expect, test } from './test.ts';

test.beforeEach(({ account }) => {
  expect(account.email).toContain('@');
});

test('an act stands in the log with who, where and what; the log is whole, filtered, and taken along', async ({
  page,
  account,
}) => {
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Nightly report');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const secret = (await dialog.getByText(/^agf_/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  await page.goto('/settings/audit');
  await expect(page.getByText('Chain verified')).toBeVisible();
  const row = page.getByRole('region', { name: 'Entries' }).getByRole('listitem').first();
  await expect(row).toContainText(`${account.email} created the API key Nightly report`);
  await row.getByText('created the API key').click();
  await expect(row.getByRole('rowheader', { name: 'scopes' })).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await page.getByLabel('What', { exact: true }).selectOption('webhook');
  await expect(page.getByText('No entries like that')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(row).toBeVisible();

  await page.getByRole('button', { name: 'Export' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'JSON Lines' }).click();
  const [header = '', first = ''] = (await readFile(await (await saved).path(), 'utf8')).split('\n');
  expect(JSON.parse(header)).toMatchObject({ format: 'agentfactory.audit/v1', filters: null });
  expect(JSON.parse(first)).toMatchObject({ seq: 1, entry: { action: expect.any(String) } });
});
