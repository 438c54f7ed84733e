import { endpoints, expect, test } from './test.ts';

test.beforeEach(({ account }) => {
  expect(account.email).toContain('@');
});

async function statusWith(key: string): Promise<number> {
  const response = await fetch(`${endpoints.api_url}/v1/runs`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return response.status;
}

test('an API key is shown once, works, and is refused after it was revoked', async ({ page }) => {
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Say what the key is for.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nightly report');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = (await dialog.getByText(/^agf_/).textContent()) ?? '';
  expect(await statusWith(key)).toBe(200);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  const row = page.getByRole('region', { name: 'API keys' }).getByRole('listitem');
  await expect(row).toContainText('Nightly report');
  await page.reload();
  await expect(row).toContainText('Used just now');
  expect(await page.content()).not.toContain(key);

  await row.getByRole('button', { name: 'Actions for Nightly report' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  const revoke = page.getByRole('dialog').getByRole('button', { name: 'Revoke key' });
  await expect(revoke).toBeDisabled();
  await page.getByLabel('Type Nightly report to confirm').fill('Nightly report');
  await revoke.click();
  await expect(page.getByText('No API keys')).toBeVisible();
  await expect.poll(() => statusWith(key)).toBe(401);
});

test('a key is bound to addresses and a budget, changed, and rotated while the old secret works on', async ({
  page,
}) => {
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Deployer');
  await dialog.getByRole('button', { name: 'Read only' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'runs:read' })).toBeChecked();
  await dialog.getByLabel('Allowed addresses').fill('198.51.100.0/24\nnowhere');
  await dialog.getByLabel('Monthly budget').fill('20');
  await dialog.getByLabel('Runs', { exact: true }).selectOption('hash');
  await dialog.getByLabel('Hash of the spec').fill('c41d');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('“nowhere” is no address')).toBeVisible();
  await expect(dialog.getByText('A hash has 64')).toBeVisible();
  await dialog.getByLabel('Hash of the spec').fill('c41d7e52'.repeat(8));
  await dialog.getByLabel('Allowed addresses').fill('198.51.100.0/24');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const old = (await dialog.getByText(/^agf_/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  expect(await statusWith(old)).toBe(403);

  const row = page.getByRole('region', { name: 'API keys' }).getByRole('listitem');
  await expect(row).toContainText('Only from 198.51.100.0/24');
  await expect(row).toContainText('Runs the spec c41d7e52c41d…');
  const act = async (name: string) => {
    await row.getByRole('button', { name: 'Actions for Deployer' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await act('Edit');
  await dialog.getByLabel('Allowed addresses').fill('');
  await expect(dialog.getByLabel('Hash of the spec')).toHaveValue('c41d7e52'.repeat(8));
  await dialog.getByLabel('Runs', { exact: true }).selectOption('production');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).not.toContainText('Only from 198.51.100.0/24');
  await expect(row).toContainText('Runs what is labelled production');
  await expect.poll(() => statusWith(old)).toBe(200);

  await act('Rotate');
  await dialog.getByRole('button', { name: 'Rotate key' }).click();
  const next = (await dialog.getByText(/^agf_/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(row).toContainText('Being rotated');
  expect([await statusWith(old), await statusWith(next)]).toEqual([200, 200]);
  await act('End the old secret now');
  await expect(row).not.toContainText('Being rotated');
  await expect.poll(() => statusWith(old)).toBe(401);
  expect(await statusWith(next)).toBe(200);
});

test('a provider key that is not accepted is not stored, and says why', async ({ page }) => {
  await page.goto('/settings/keys?add=1');
  const dialog = page.getByRole('dialog', { name: 'Add provider key' });
  await dialog.getByRole('textbox', { name: 'Key' }).fill('sk-not-a-key-of-anybody');
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The key was not accepted');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/settings/keys');
  await expect(page.getByText('No provider keys')).toBeVisible();
});
