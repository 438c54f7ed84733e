import { createHmac } from 'node:crypto';
import { agentSpec } from './specs.ts';
import { endpoints, expect, test } from './test.ts';

const spec = agentSpec({ name: 'sums', title: 'Sums', description: 'Adds up.', tools: '[calculator]' });

test('a schedule is made, run now, paused and deleted, and its run says by what it was started', async ({
  page,
  account,
}) => {
  const agent = await account.api.createAgent(spec);
  await page.goto('/schedules');
  await expect(page.getByText('No schedules')).toBeVisible();
  await page.getByRole('button', { name: 'New schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New schedule' });
  await dialog.getByRole('button', { name: 'Start schedule' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await dialog.getByLabel('Agent', { exact: true }).selectOption(agent.id);
  await dialog.getByLabel('Name').fill('Every morning');
  await dialog.getByLabel('When').selectOption('A cron line of your own');
  await dialog.getByLabel('Cron line').fill('99 9 * * *');
  await expect(dialog.getByText('cannot be read')).toBeVisible();
  await dialog.getByLabel('Cron line').fill('30 9 * * *');
  await dialog.getByLabel('Time zone').selectOption('Europe/Berlin');
  await expect(dialog.getByRole('list', { name: 'Next times in Europe/Berlin' })).toContainText('09:30');
  await dialog.getByLabel('Input').fill('What is 17.5% of 2,400?');
  await dialog.getByRole('button', { name: 'Start schedule' }).click();
  await expect(dialog).toHaveCount(0);

  const row = page.getByRole('listitem').filter({ hasText: 'Every morning' });
  await expect(
    row.getByRole('list', { name: 'Next times in Europe/Berlin' }).getByRole('listitem'),
  ).toHaveCount(3);
  await row.getByRole('button', { name: 'Run now: Every morning' }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(page.getByText('Started by Schedule:')).toBeAttached();
  await page.goto('/runs?by=schedule');
  await expect(page.getByRole('list').getByText('Every morning')).toBeVisible();
  await page.goto('/runs?by=key');
  await expect(page.getByText('No runs like that')).toBeVisible();

  await page.goto('/schedules');
  await row.getByRole('switch').click();
  await expect(row.getByRole('list')).toHaveCount(0);
  await row.getByRole('button', { name: 'Delete Every morning' }).click();
  await row.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('No schedules')).toBeVisible();
});

test('a trigger shows its secret once, and a call that is signed with it starts a run', async ({
  page,
  account,
}) => {
  const agent = await account.api.createAgent(spec);
  await page.goto('/schedules?tab=triggers');
  await page.getByRole('button', { name: 'New trigger' }).click();
  const dialog = page.getByRole('dialog', { name: 'New trigger' });
  await dialog.getByLabel('Agent', { exact: true }).selectOption(agent.id);
  await dialog.getByLabel('Name').fill('From the shop');
  await dialog.getByLabel('What the agent gets').selectOption('Parts of the body, field by field');
  await dialog.getByLabel('Fields').fill('query = order.');
  await dialog.getByRole('button', { name: 'Make trigger' }).click();
  await expect(dialog.getByRole('alert')).toContainText('mapping.fields.query');
  await dialog.getByLabel('Fields').fill('query = order.question');
  await dialog.getByRole('button', { name: 'Make trigger' }).click();

  const shown = page.getByRole('dialog', { name: 'The secret of From the shop' });
  const secret = (await shown.getByText(/^whsec_/).textContent()) ?? '';
  const url = (await shown.getByRole('region', { name: 'Address' }).textContent()) ?? '';
  expect(url).toContain(endpoints.api_url);
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await page.reload();
  expect(await page.content()).not.toContain(secret);

  const body = '{"order": {"question": "What is 12 * 12?"}}';
  const time = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`msg_1.${time}.${body}`)
    .digest('base64');
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  };
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(202);
  expect((await fetch(url, { method: 'POST', body: `${body} `, headers })).status).toBe(401);
  await page.getByRole('button', { name: 'Calls of From the shop' }).click();
  const log = page.getByRole('dialog', { name: 'Calls of From the shop' });
  await expect(log.getByText('It started a run')).toBeVisible();
  await expect(log.getByText('It was not signed')).toBeVisible();
  await log.getByRole('link').click();
  await expect(page.getByText('Started by Trigger:')).toBeAttached();
});
