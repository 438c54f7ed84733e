import { agentSpec, slowQuestion, slowSpec } from './specs.ts';
import { type Account, expect, test } from './test.ts';
import { makeCrew } from './world.ts';

/** The agent of that name among those that every team starts with; one read of the team makes them. */
async function starter(account: Account, name: string): Promise<string> {
  const agent = (await account.api.agents()).find((candidate) => candidate.name === name);
  if (agent === undefined) throw new Error(`A new team has no ${name}.`);
  return agent.id;
}

test('a run shows its tool calls, its answer and what it took, and is found again with every step', async ({
  page,
  account,
}) => {
  await page.goto(`/agents/${await starter(account, 'everyday-helper')}`);
  await page.getByLabel('Request').fill('What is 17.5% of 2,400?');
  await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).click();

  const turn = page.getByRole('article', { name: 'Run of What is 17.5% of 2,400?' });
  await expect(turn.getByText('420').last()).toBeVisible();
  await expect(turn.getByText('Succeeded')).toBeVisible();
  const footer = turn.locator('footer');
  await expect(footer).toContainText(/\$\d/);
  await expect(footer).toContainText(/\d+ tokens/);
  await expect(footer).toContainText(/[\d.]+ (ms|s)/);
  await turn.getByText('calculator', { exact: true }).click();
  await expect(turn.getByRole('region', { name: 'Arguments' })).toContainText('2400');

  await page.goto('/runs');
  const row = page.getByRole('main').getByRole('listitem').first();
  await expect(row).toContainText('What is 17.5% of 2,400?');
  await row.getByRole('link', { name: /Everyday helper/ }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(page.getByText('offline/extractive-1').first()).toBeVisible();
  await expect(page.getByRole('meter', { name: 'Spent of the cost ceiling' })).toBeVisible();

  const steps = page.getByRole('region', { name: 'Steps' });
  for (const step of ['Input', 'Model asks for tools', 'calculator', 'Checks at output', 'Answer']) {
    await expect(steps.getByRole('button', { name: step }).first()).toBeVisible();
  }
  await steps.getByRole('button', { name: 'calculator' }).click();
  await expect(page).toHaveURL(/step=\d+/);
  const detail = page.getByRole('region', { name: 'calculator' });
  await expect(detail.getByText('Arguments')).toBeVisible();
  await expect(detail.locator('pre').last()).toContainText('420');

  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page).not.toHaveURL(/step=/);
  await expect(steps.getByRole('button', { name: 'Answer' })).toBeVisible();
  await expect.poll(async () => (await account.api.runs()).length).toBe(2);
});

test('the answer is written while it comes', async ({ page, account }) => {
  const { id } = await account.api.createAgent(slowSpec('slow', 250));
  await page.goto(`/agents/${id}`);
  await page.getByLabel('Request').fill(slowQuestion);
  await page.keyboard.press('ControlOrMeta+Enter');
  const answer = page.getByRole('article').locator('[aria-live=polite]');
  await expect(answer).toContainText('word5');
  // It is still being written: the end is not there, and what is there grows.
  await expect(answer).toHaveAttribute('aria-busy', 'true');
  const written = async () => (await answer.textContent())?.length ?? 0;
  const first = await written();
  await expect.poll(written).toBeGreaterThan(first);
  await expect(answer).toContainText('word249');
  await expect(answer).toHaveAttribute('aria-busy', 'false');
});

test('a run can be cancelled while it works', async ({ page, account }) => {
  const { id } = await account.api.createAgent(slowSpec('slower', 1_500));
  await page.goto(`/agents/${id}`);
  await page.getByLabel('Request').fill(slowQuestion);
  await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).click();
  const turn = page.getByRole('article');
  await expect(turn).toContainText('word5');
  await turn.getByRole('button', { name: 'Cancel run' }).click();
  await expect(turn.getByText('Cancelled', { exact: true })).toBeVisible();
  await expect(turn).not.toContainText('word1499');
  expect((await account.api.runs())[0]?.status).toBe('cancelled');
});

test('runs of one thread remember, and a new thread forgets', async ({ page, account }) => {
  await page.goto(`/agents/${await starter(account, 'everyday-helper')}`);
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  for (const question of ['What is 12 * 12?', 'And times 2?']) {
    await page.getByLabel('Request').fill(question);
    await panel.getByRole('button', { name: 'Run agent' }).click();
    await expect(
      panel.getByRole('article', { name: `Run of ${question}` }).getByText('Succeeded'),
    ).toBeVisible();
  }
  await expect(panel.getByRole('article')).toHaveCount(2);
  await expect(panel.getByRole('article').last().locator('[aria-live=polite]')).toContainText('288');
  await panel.getByRole('button', { name: 'New thread' }).click();
  await expect(panel.getByRole('article')).toHaveCount(0);
});

test('the form of a run follows the input schema, and asks for what is missing', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(
    agentSpec({
      name: 'formed',
      tools: '[]',
      more: `input:
  type: object
  properties:
    query: { type: string }
    tone: { type: string, enum: [plain, formal] }
    words: { type: integer }
  required: [query, words]`,
    }),
  );
  await page.goto(`/agents/${id}`);
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  await panel.getByLabel('Request').fill('Say hello');
  await panel.getByLabel('tone').selectOption('formal');
  await panel.getByLabel('words').fill('many');
  await panel.getByRole('button', { name: 'Run agent' }).click();
  await expect(panel.getByText('This is not a number.')).toBeVisible();
  await panel.getByLabel('words').fill('12');
  await panel.getByRole('button', { name: 'Run agent' }).click();
  await expect(panel.getByText('Succeeded')).toBeVisible();
});

test('filters stand in the address, and one can go back from them', async ({ page, account }) => {
  const helper = await starter(account, 'everyday-helper');
  await account.api.runAgent(helper, 'What is 2 + 2?');
  await account.api.runAgent(await starter(account, 'shop-answers'), 'Do you repair jackets?');
  await page.goto('/runs');
  const rows = page.getByRole('main').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await page.getByLabel('Agent', { exact: true }).selectOption({ label: 'Everyday helper' });
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(`/runs?agent=${helper}`);
  await page.getByLabel('Status').selectOption({ label: 'Failed' });
  await expect(page.getByText('No runs like that')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Status')).toHaveValue('failed');
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(rows).toHaveCount(2);
});

test('a run that a rule stopped says which rule, in its words', async ({ page, account }) => {
  const { id } = await account.api.createAgent(
    agentSpec({
      name: 'strict',
      more: `invariants:
  - id: no-secrets
    says: Nobody asks for the vault.
    at: input
    check: { forbidPattern: "(?i)vault" }
    otherwise: block`,
    }),
  );
  await page.goto(`/agents/${id}`);
  await page.getByLabel('Request').fill('Open the vault');
  await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).click();
  const turn = page.getByRole('article');
  await expect(turn.getByText('Refused', { exact: true })).toBeVisible();
  await expect(turn.getByRole('alert')).toContainText('Nobody asks for the vault.');
  await turn.getByRole('link', { name: 'Every step' }).click();
  await expect(page.getByRole('button', { name: /Refused/ })).toBeVisible();
  await page.getByRole('button', { name: /Checks at input/ }).click();
  await expect(page.getByRole('region', { name: 'Checks at input' })).toContainText('Blocked the run');
});

test('a team’s run shows who worked and which way; one that waits is answered in place and goes on', async ({
  page,
  account,
}) => {
  const { crewRunId, waitingRunId } = await makeCrew(account);
  await page.goto(`/runs/${crewRunId}`);
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members).toContainText('3 of 3 took part in this run');
  await expect(members.getByRole('button', { name: /read.*Leads to check, taken/ })).toBeVisible();
  const steps = page.getByRole('region', { name: 'Steps' });
  await expect(steps.getByRole('button', { name: 'Model writes' }).first()).toBeVisible();
  const before = await steps.getByRole('listitem').count();
  await steps.getByRole('button', { name: 'Steps of check' }).click();
  await expect.poll(() => steps.getByRole('listitem').count()).toBeLessThan(before);

  await page.goto(`/runs/${waitingRunId}`);
  await expect(members.getByRole('button', { name: /till.*Waits for a person/ })).toBeVisible();
  const question = page.getByRole('article', { name: 'Call calculator' });
  await question.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Succeeded')).toBeVisible();
  await expect(steps.getByRole('button', { name: /Ask before calculator.*Approved by/ })).toBeVisible();
  await expect(steps.getByRole('button', { name: /Goes on/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Receipt' })).toBeVisible();
});
