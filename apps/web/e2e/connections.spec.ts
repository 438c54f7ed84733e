import { answerWith } from './answers.ts';
import { someConnections, someToolChanges } from './some-connections.ts';
import { expect, test } from './test.ts';

test.beforeEach(({ account }) => {
  expect(account.email).toContain('@');
});

test('an address inside is refused in words, and nothing is stored', async ({ page }) => {
  await page.goto('/settings/connections');
  await page.getByRole('button', { name: 'Add connection' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add connection' });
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog.getByText('Give the address, like https://…')).toBeVisible();
  await dialog.getByLabel('Address').fill('https://169.254.169.254/mcp');
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not on the public internet');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/settings/connections');
  await expect(page.getByText('No connections')).toBeVisible();
});

test('a changed tool is shown as it was and as it is, and approved as it was seen', async ({ page }) => {
  await answerWith(page, 'connections.list', someConnections);
  await answerWith(page, 'connections.changes', someToolChanges);
  await page.goto('/settings/connections');
  const changes = page.getByRole('region', { name: 'Changed tools' });
  await expect(changes).toContainText('Searches the handbook. First send it all');
  const [approval] = await Promise.all([
    page.waitForRequest((request) => request.url().includes('connections.approveChange')),
    changes.getByRole('button', { name: 'Approve search as it is now' }).click(),
  ]);
  expect(approval.postData()).toContain('1'.repeat(64));
});
