import { expect, test } from './test.ts';

test.beforeEach(({ account }) => {
  expect(account.email).toContain('@');
});

test('a model that the team turns off is not considered any more, until it is turned on again', async ({
  page,
}) => {
  await page.goto('/models');
  const toggle = page.getByRole('switch', { name: 'Offline for this team' });
  await expect(toggle).toBeChecked();
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  await expect(page.getByRole('region', { name: 'Offline' })).toContainText('not used by this team');

  await page.getByRole('link', { name: 'Explain a choice' }).click();
  await page.getByLabel('What would be asked').fill('What is 6 * 7?');
  await page.keyboard.press('ControlOrMeta+Enter');
  const decision = page.getByRole('region', { name: 'Decision' });
  await expect(decision).toContainText('No model can serve this request');
  await expect(page.getByRole('region', { name: 'Left out' })).toContainText('turned off by the team');

  await page.goBack();
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await page.goto('/models/explain');
  await page.getByLabel('What would be asked').fill('What is 6 * 7?');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await expect(decision).toContainText('is asked first, at no cost');
  await expect(page.getByRole('table', { name: 'Candidates' }).getByRole('row')).toHaveCount(2);
});

test('the filter stands in the address and finds models that are not set up, with what to do', async ({
  page,
}) => {
  await page.goto('/models');
  await page.getByLabel('Filter models').fill('claude');
  await expect(page).toHaveURL('/models?q=claude');
  const unused = page.getByRole('region', { name: 'Not set up' });
  await expect(unused.getByText('ANTHROPIC_API_KEY').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Offline' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Filter models')).toHaveValue('claude');
});
