import { agentSpec, slowQuestion, slowSpec } from './specs.ts';
import { expect, test } from './test.ts';

test('one chats with an agent: it remembers, each answer says what it took, and the thread is found again', async ({
  page,
  account,
}) => {
  const helper = (await account.api.agents()).find(({ name }) => name === 'everyday-helper');
  await page.goto(`/agents/${helper?.id}`);
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(page.getByText('A new thread')).toBeVisible();
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('What is');
  await message.press('Shift+Enter');
  await message.pressSequentially('12 * 12?');
  await message.press('Enter');

  await expect(page).toHaveURL(/\/threads\/thr_/);
  const messages = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await expect(messages.nth(1)).toContainText('144');
  await expect(messages.nth(1)).toContainText(/\$\d/);
  await expect(messages.nth(1)).toContainText(/[\d.]+ (ms|s)/);
  await message.fill('And times 2?');
  await message.press('Enter');
  await expect(messages).toHaveCount(4);
  await expect(messages.nth(3)).toContainText('288');
  await messages.nth(3).getByRole('link', { name: 'Every step' }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);

  await page.goto('/threads');
  const row = page.getByRole('main').getByRole('listitem').first();
  await expect(row).toContainText('What is 12 * 12?');
  await row.getByRole('link', { name: /What is/ }).click();
  await expect(messages).toHaveCount(4);
  await page.getByRole('button', { name: 'Delete thread' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete thread' }).click();
  await expect(page).toHaveURL(/\/threads$/);
  await expect(page.getByText('No threads yet')).toBeVisible();
  expect(await account.api.runs()).toEqual([]);
});

test('an answer is written while it comes, and can be stopped', async ({ page, account }) => {
  const { id } = await account.api.createAgent(slowSpec('slow', 1_500));
  await page.goto(`/threads/new?agent=${id}`);
  await page.getByRole('textbox', { name: 'Message' }).fill(slowQuestion);
  await page.getByRole('button', { name: 'Send' }).click();
  const answer = page.getByRole('list', { name: 'Messages' }).getByRole('listitem').last();
  await expect(answer).toContainText('word5');
  const written = async () => (await answer.textContent())?.length ?? 0;
  const first = await written();
  await expect.poll(written).toBeGreaterThan(first);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(answer).toContainText('Stopped before it answered.');
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  expect((await account.api.runs())[0]?.status).toBe('cancelled');
});

test('what a run has to ask is asked in the thread', async ({ page, account }) => {
  const { id } = await account.api.createAgent(
    agentSpec({ name: 'careful', title: 'Careful', more: 'approvals: [calculator]' }),
  );
  await page.goto(`/threads/new?agent=${id}`);
  await page.getByRole('textbox', { name: 'Message' }).fill('What is 19 * 23?');
  await page.keyboard.press('Enter');
  await page
    .getByRole('article', { name: 'Call calculator' })
    .getByRole('button', { name: 'Approve' })
    .click();
  await expect(page.getByRole('list', { name: 'Messages' })).toContainText('437');
});

test('a message that the agent does not take is given back', async ({ page, account }) => {
  const { id } = await account.api.createAgent(
    agentSpec({
      name: 'formed',
      tools: '[]',
      more: 'input: { type: object, properties: { words: { type: integer } }, required: [words] }',
    }),
  );
  await page.goto(`/threads/new?agent=${id}`);
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello there');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The message was not sent').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Hello there');
});
