import { answerWith, tightQuota } from './answers.ts';
import { expect, test } from './test.ts';

test('runs and tokens are counted, and the team’s budget is measured', async ({ page, account }) => {
  const helper = (await account.api.agents()).find(({ name }) => name === 'everyday-helper');
  await account.api.runAgent(helper?.id ?? '', 'What is 17.5% of 2,400?');
  await account.api.setBudget(20);
  await page.goto('/settings/limits');
  const quotas = page.getByRole('region', { name: 'Quotas' });
  await expect(quotas).toContainText(/Runs.*1 used, no limit/s);
  await expect(quotas).toContainText(/Tokens.*[1-9]\d* used, no limit/s);
  await expect(page.getByRole('meter', { name: 'Spent of the budget of Team' })).toHaveAttribute(
    'aria-valuetext',
    '$0 of $20.00',
  );
  await page.getByRole('link', { name: 'Cost by day and model' }).click();
  await expect(page).toHaveURL(/\/usage$/);
  await expect(page.getByRole('region', { name: 'Limits' })).toHaveCount(0);
});

test('what runs out is said above every page, until it is hidden or there is other news', async ({
  page,
  account,
}) => {
  expect(account.email).toContain('@');
  await answerWith(page, 'usage.quota', { ...tightQuota, key_budgets: [] });
  await page.goto('/agents');
  const notice = page.getByRole('region', { name: 'Limits' });
  await expect(notice).toContainText('Less than a fifth is left of the runs of this period.');
  await notice.getByRole('button', { name: 'Hide this notice' }).press('Enter');
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);

  await page.unroute('**/api/trpc/usage.quota**');
  const runs = { used: 50_000, limit: 50_000, left: 0, state: 'used_up' };
  await answerWith(page, 'usage.quota', { ...tightQuota, runs, key_budgets: [] });
  await page.goto('/runs');
  await expect(notice).toContainText(
    'Nothing is left of the runs of this period. New runs are refused until 1 December',
  );
  await notice.getByRole('link', { name: 'See the limits' }).click();
  await expect(page.getByRole('region', { name: 'Quotas' })).toContainText(
    'Used up. New runs are refused until',
  );
});
