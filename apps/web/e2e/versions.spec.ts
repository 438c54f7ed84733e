import { agentSpec } from './specs.ts';
import { endpoints, expect, test } from './test.ts';

const spec = (most: string) =>
  agentSpec({
    name: 'sums',
    title: 'Sums',
    more: 'tests:\n  - { name: adds, input: { query: "What is 2 + 3?" }, expect: [{ contains: "5" }] }',
  }).replace('maxCostUsd: 0.01', `maxCostUsd: ${most}`);

test('any two versions are compared, an older one is restored, labelled, and run by its label and its hash', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(spec('0.01'));
  for (const most of ['0.02', '0.03']) await account.api.updateAgent(id, spec(most));

  await page.goto(`/agents/${id}?view=text&panel=versions&version=2&against=1`);
  const change = page.getByRole('region', { name: 'From v1 to v2' });
  await expect(change.getByLabel('Loosens')).toBeVisible();
  await expect(change.getByRole('list').first()).toContainText(/0\.01.*0\.02/);
  await expect(change.locator('.line-insert').first()).toBeVisible();
  await expect(change).toContainText('once the tests of v1 and v2 were run');
  await change.getByRole('combobox', { name: 'Compare version 2 with' }).selectOption('3');
  await expect(page.getByRole('region', { name: 'From v2 to v3' })).toBeVisible();
  await page.getByRole('button', { name: 'Restore v2' }).click();
  await expect(page.getByText('v4 · saved')).toBeVisible();
  await expect(page.getByRole('button', { name: /^v4/ })).toContainText('Restored version 2.');

  await page.goto(`/agents/${id}/versions`);
  const row = (version: number) =>
    page
      .getByRole('region', { name: 'Versions', exact: true })
      .getByRole('listitem')
      .nth(4 - version);
  const label = async (version: number, what: string) => {
    await page.getByRole('button', { name: `Move a label to version ${version}` }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };
  await label(2, 'Move staging here');
  await page.getByRole('dialog').getByLabel('Why').fill('To be tried');
  await page.getByRole('dialog').getByRole('button', { name: 'Move staging' }).click();
  await expect(row(2).locator('[data-label=staging]')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Moves' })).toContainText('To be tried');

  const { secret } = await account.api.createApiKey('Caller');
  const run = async (version?: string) => {
    const response = await fetch(`${endpoints.api_url}/v1/agents/${id}/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'What is 2 + 3?', version }),
    });
    const { version: ran, spec_hash: hash } = (await response.json()) as {
      version?: number;
      spec_hash?: string;
    };
    return { status: response.status, ran, hash };
  };
  const staged = await run('staging');
  expect(staged).toMatchObject({ status: 200, ran: 2 });
  // Of several with one hash, the newest.
  expect(await run(staged.hash)).toMatchObject({ status: 200, ran: 4 });

  await label(2, 'Take staging away');
  await expect(row(2).locator('[data-label=staging]')).toHaveCount(0);
  const undo = page.getByRole('button', { name: 'Undo' });
  // A message that has the focus stays.
  await undo.focus();
  expect((await run('staging')).status).toBe(404);
  await undo.click();
  await expect(row(2).locator('[data-label=staging]')).toBeVisible();
});
