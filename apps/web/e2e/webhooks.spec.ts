import { answerWith } from './answers.ts';
import { sentEvent, sentEvents, someWebhooks } from './some-webhooks.ts';
import { expect, test } from './test.ts';

test.beforeEach(({ account }) => {
  expect(account.email).toContain('@');
});

test('an address that does not answer is refused with the reason, and what was typed stays', async ({
  page,
}) => {
  await page.goto('/settings/webhooks');
  await expect(page.getByText('No webhooks')).toBeVisible();
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog.getByText('Say where events go.')).toBeVisible();
  await expect(dialog.getByText('Choose at least one event.')).toBeVisible();
  await dialog.getByLabel('Address').fill('http://169.254.169.254/latest');
  await dialog.getByLabel('What it is for').fill('Deploy room');
  await dialog.getByRole('checkbox', { name: 'run.failed' }).check();
  await dialog.getByRole('button', { name: 'Test and add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('169.254.169.254');
  await expect(dialog.getByLabel('Address')).toHaveValue('http://169.254.169.254/latest');
  await expect(dialog.getByRole('checkbox', { name: 'run.failed' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/settings\/webhooks$/);
});

test('a delivery opens with its tries and its message, from its own address', async ({ page }) => {
  const [first] = someWebhooks.items;
  await answerWith(page, 'webhooks.get', first);
  await answerWith(page, 'webhooks.deliveries', sentEvents);
  await answerWith(page, 'webhooks.delivery', sentEvent);
  await page.goto(`/settings/webhooks/${first?.id}`);
  await page.getByRole('button', { name: /On its way/ }).click();
  const dialog = page.getByRole('dialog', { name: 'run.failed' });
  await expect(dialog.getByText('upstream connect error')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Message' })).toContainText('"run_id": "run_1"');
  await page.reload();
  await expect(dialog).toBeVisible();
});
