import type { Page } from '@playwright/test';
import { agentSpec } from './specs.ts';
import type { Account } from './test.ts';
import { expect, test } from './test.ts';

const asking = agentSpec({
  name: 'careful-sums',
  title: 'Careful sums',
  more: 'approvals: [calculator]',
});

/** Runs an agent that may calculate only when somebody says so, until it has asked. */
async function asked({ api }: Account, ...queries: string[]): Promise<string[]> {
  const agent = await api.createAgent(asking);
  const runs: string[] = [];
  for (const query of queries) runs.push((await api.startRun(agent.id, query)).run_id);
  await expect.poll(async () => (await api.approvals()).length).toBe(queries.length);
  return runs;
}

const card = (page: Page) => page.getByRole('article', { name: 'Call calculator' });

test('a run that asks waits, is seen in the rail, and goes on once it is approved', async ({
  page,
  account,
}) => {
  const [runId = ''] = await asked(account, 'What is 19 * 23?');
  expect((await account.api.run(runId)).status).toBe('waiting');
  await page.goto('/agents');
  const entry = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /Approvals/ });
  await expect(entry).toContainText('1 waiting for you');
  await entry.click();
  await expect(card(page)).toContainText('19 * 23');
  await expect(card(page)).toContainText(/23 h 5\d min left, then denied/);
  await card(page).getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await expect(entry).not.toContainText('waiting for you');
  await expect.poll(async () => (await account.api.run(runId)).status).toBe('succeeded');
  expect(String((await account.api.run(runId)).output)).toContain('437');

  await page.getByRole('combobox', { name: 'State' }).selectOption('Decided');
  await expect(page.getByText(`by ${account.email}`)).toBeVisible();
});

test('arguments that are changed are the ones that it is called with; what is no JSON is told first', async ({
  page,
  account,
}) => {
  const [runId = ''] = await asked(account, 'What is 19 * 23?');
  await page.goto('/approvals');
  await card(page).getByRole('button', { name: 'Edit' }).click();
  const field = card(page).getByLabel('Arguments to call it with, as JSON');
  await field.fill('{ "expression": ');
  await card(page).getByRole('button', { name: 'Approve with changes' }).click();
  await expect(card(page).getByRole('alert')).toContainText('This is not JSON yet');
  await field.fill('{ "expression": "6 * 7" }');
  await card(page).getByRole('button', { name: 'Approve with changes' }).click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await expect.poll(async () => (await account.api.run(runId)).status).toBe('succeeded');
  expect(String((await account.api.run(runId)).output)).toContain('42');
});

test('keys: j walks to a question, d denies it with a reason, a approves the next', async ({
  page,
  account,
}) => {
  const [first = '', second = ''] = await asked(account, 'What is 2 + 3?', 'What is 4 + 5?');
  await page.goto('/approvals');
  await expect(card(page)).toHaveCount(2);
  await page.keyboard.press('j');
  await expect(card(page).first()).toBeFocused();
  // To the agents, not an approval: g takes the next key.
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL('/agents');
  await page.goBack();
  await expect(card(page)).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  await page.keyboard.type('not today');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(card(page)).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(card(page)).toBeFocused();
  await page.keyboard.press('a');
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  const statuses = async () =>
    Promise.all([first, second].map(async (id) => (await account.api.run(id)).status));
  await expect.poll(statuses).toEqual(['succeeded', 'succeeded']);
  await page.goto('/approvals?state=decided');
  await expect(page.getByText('not today')).toBeVisible();
});

test.describe('at 360 px', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('a question is answered with a thumb', async ({ page, account }) => {
    const [runId = ''] = await asked(account, 'What is 19 * 23?');
    await page.goto('/agents');
    await page
      .getByRole('navigation', { name: 'Workspace, small screens' })
      .getByRole('link', { name: /Approvals/ })
      .tap();
    await card(page).getByRole('button', { name: 'Deny' }).tap();
    await card(page).getByRole('button', { name: 'Deny' }).tap();
    await expect(page.getByText('Nothing waits for you')).toBeVisible();
    await expect.poll(async () => (await account.api.run(runId)).status).toBe('succeeded');
  });
});
