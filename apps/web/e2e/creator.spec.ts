import { adder, openShop } from './some-shop.ts';
import { expect, login, loginAsOperator, test } from './test.ts';

test('a draft is deleted by its name, and payouts are set up on Stripe’s form', async ({ page, account }) => {
  const { id } = await account.api.createAgent(adder);
  const draft = await account.api.createTemplate({
    agent_id: id,
    title: 'Half a thought',
    summary: 'Not done yet.',
    category: 'other',
  });
  await page.goto(`/studio/${draft.id}`);
  await page.getByRole('button', { name: 'Delete draft' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Half a thought' });
  await expect(dialog.getByRole('button', { name: 'Delete draft' })).toBeDisabled();
  await dialog.getByLabel('Type Half a thought to confirm').fill('Half a thought');
  await dialog.getByRole('button', { name: 'Delete draft' }).click();
  await expect(page.getByText('Nothing offered yet')).toBeVisible();

  await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Payouts' }).click();
  await page.getByRole('combobox', { name: 'Country' }).selectOption('Germany');
  await page.getByRole('button', { name: 'Set up payouts' }).click();
  await expect(page.getByRole('heading', { name: 'Get paid' })).toBeVisible();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('Ready: what you earn is sent and paid out in DE.')).toBeVisible();
  await expect(page.getByText('Nothing was paid out yet')).toBeVisible();
});

test('an update says what it loosens before it is taken', async ({ page, browser, account }) => {
  test.slow();
  const title = `Growing ${Date.now().toString(36)}`;
  const { creator, agentId, templateId } = await openShop(browser, title, 0);
  await account.api.takeTemplate(templateId);
  await account.api.deployTemplate(templateId);
  await creator.api.updateAgent(agentId, adder.replace('maxCostUsd: 0.01', 'maxCostUsd: 0.05'));
  await creator.api.testAndAttest(agentId);
  const { status } = await creator.api.publishTemplate(templateId, 'It may think for longer.');
  if (status === 'pending') {
    const operators = await browser.newContext();
    await (await loginAsOperator(operators)).api.approveTemplate(templateId);
    await operators.close();
  }

  await page.goto('/library');
  await page.getByRole('button', { name: 'Review update' }).click();
  const dialog = page.getByRole('dialog', { name: /^Update / });
  await expect(dialog).toContainText('It may think for longer.');
  await expect(dialog.getByRole('list', { name: 'Changes, worst first' })).toContainText('0.05');
  await dialog.getByRole('button', { name: 'Update to version 2' }).click();
  await expect(page.getByRole('list', { name: `Agents made of ${title}` })).toContainText('version 2');
  await expect(page.getByRole('button', { name: 'Review update' })).toHaveCount(0);
});

test('an operator answers a report and compares the books', async ({ page, context, browser }) => {
  test.slow();
  const title = `Reported ${Date.now().toString(36)}`;
  const { templateId } = await openShop(browser, title, 0);
  const readers = await browser.newContext();
  const reader = await login(readers, 'Noor Hale');
  await reader.api.reportTemplate(templateId, 'It cannot multiply.');
  await readers.close();

  await loginAsOperator(context);
  await page.goto('/operator?tab=reports');
  const report = page.getByRole('listitem').filter({ hasText: title });
  await expect(report).toContainText('It cannot multiply.');
  await report.getByLabel('Why').fill('It can: see its tests.');
  await report.getByRole('button', { name: 'Dismiss' }).click();
  await expect(report).toHaveCount(0);

  await page.getByRole('navigation', { name: 'Operator' }).getByRole('link', { name: 'Books' }).click();
  const comparisons = page.getByRole('region', { name: 'Comparisons' });
  await page.getByRole('button', { name: 'Compare now' }).click();
  // Others pay while it compares, so that a movement may be at Stripe and not in the books yet.
  await expect(comparisons.getByText(/They agree|They differ/).first()).toBeVisible();
});
