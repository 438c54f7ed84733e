import { expect, test } from './test.ts';

test('the calls of a run are counted by model and by day, against the budget', async ({ page, account }) => {
  await page.goto('/usage');
  await expect(page.getByText('No calls this month')).toBeVisible();

  const helper = (await account.api.agents()).find(({ name }) => name === 'everyday-helper');
  await account.api.runAgent(helper?.id ?? '', 'What is 17.5% of 2,400?');
  await account.api.setBudget(20);
  await page.reload();
  const month = page.getByRole('region', { name: 'This month' });
  await expect(month.getByRole('meter', { name: 'Spent of the month’s budget' })).toHaveAttribute(
    'aria-valuetext',
    /^\$0 of \$20\.00, \$20\.00 left/,
  );
  // One call asks for the tool, one answers with what it said.
  await expect(page.getByRole('table', { name: 'Cost by model' })).toContainText('extractive-1');
  await expect(month).toContainText(/Calls\s*2/);

  await page.getByText('Show as table').click();
  await expect(
    page.getByRole('table', { name: 'Cost and calls by day' }).getByRole('row').last(),
  ).toContainText('2');
  const thisMonth = await page.getByLabel('Month', { exact: true }).inputValue();
  await page.getByLabel('Month', { exact: true }).selectOption({ index: 1 });
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  expect(page.url()).not.toContain(thisMonth);
  await expect(page.getByText('No calls this month')).toBeVisible();
});
