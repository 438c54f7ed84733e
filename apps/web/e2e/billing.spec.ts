import { cards, openShop, payWith } from './some-shop.ts';
import { expect, test } from './test.ts';

test('a purchase is left, declined, denied at the bank, paid and given back', async ({
  page,
  browser,
  account,
}) => {
  test.slow();
  expect(account.email).toContain('@');
  const title = `Refundable ${Date.now().toString(36)}`;
  const { templateId } = await openShop(browser, title, 1_900);
  await page.goto(`/marketplace/${templateId}`);
  await page.getByRole('button', { name: 'Buy for $19.00' }).click();

  await page.getByRole('link', { name: 'Cancel and go back' }).click();
  await expect(page.getByText('You left the checkout')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the checkout' }).click();

  await payWith(page, cards.declined);
  await expect(page.getByRole('alert')).toContainText(/declined/i);
  await payWith(page, cards.asked);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('alert')).toContainText('did not approve');
  await payWith(page, cards.asked);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('It is yours')).toBeVisible();

  await page.goto('/library');
  await page.getByRole('button', { name: 'Give back' }).click();
  const dialog = page.getByRole('dialog', { name: `Give ${title} back` });
  await expect(dialog.getByRole('button', { name: 'Get $19.00 back' })).toBeDisabled();
  await dialog.getByLabel(`Type ${title} to confirm`).fill(title);
  await dialog.getByRole('button', { name: 'Get $19.00 back' }).click();
  await expect(page.getByText('$19.00 is on its way back').first()).toBeVisible();
  // The page follows the money back by itself.
  await expect(page.getByText('Your team owns no templates')).toBeVisible();
});

test('a disputed payment is said where the template is, which the team keeps meanwhile', async ({
  page,
  browser,
  account,
}) => {
  test.slow();
  const { templateId } = await openShop(browser, `Disputed ${Date.now().toString(36)}`, 500);
  await page.goto(`/marketplace/${templateId}`);
  await page.getByRole('button', { name: 'Buy for $5.00' }).click();
  await payWith(page, cards.disputed);
  await expect(page.getByText(/It is yours|The payment is in dispute/)).toBeVisible();
  await expect.poll(async () => (await account.api.purchases())[0]?.status).toBe('disputed');
  await page.goto('/library');
  await expect(page.getByText('The payment is in dispute.')).toBeVisible();
  await expect(page.getByText('Bought for $5.00')).toBeVisible();
});

test('a plan is tried, its change is priced first, and it ends without anything being deleted', async ({
  page,
  account,
}) => {
  test.slow();
  expect(account.email).toContain('@');
  await page.goto('/settings/billing');
  const pro = page.getByRole('region', { name: 'Pro plan' });
  await pro.getByRole('button').click();
  await payWith(page, cards.good);
  await expect(page).toHaveURL(/\/settings\/billing/);
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('Pro plan');
  await page.getByRole('region', { name: 'Enterprise plan' }).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Change to Enterprise' });
  await expect(dialog).toContainText(/Charged now|Credit/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'End the subscription' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText(/It ends on/);
});
