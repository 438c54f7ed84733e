import { agentSpec, slowQuestion, slowSpec } from './specs.ts';
import { expect, test } from './test.ts';

const tested = (said: string) =>
  agentSpec({
    name: 'sums',
    title: 'Sums',
    more: `tests:
  - { name: adds, input: { query: "What is 2 + 3?" }, expect: [{ contains: "5" }] }
  - { name: multiplies, input: { query: "What is 6 * 7?" }, expect: [{ contains: "42" }] }`,
    instructions: `# Purpose\n${said}\n\n# Instructions\nUse the calculator for every sum.\n`,
  });

test('two versions or models answer the same input side by side, and a link shows it to others', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(tested('Answer short questions.'));
  await account.api.updateAgent(id, tested('Answer short questions about sums.'));
  await page.goto(`/agents/${id}/versions`);
  await page.getByRole('link', { name: 'Try version 1 beside the newest' }).click();
  await expect(page).toHaveURL(/\/playground\?a=1&b=newest$/);

  await page.getByRole('textbox', { name: 'Request' }).fill('What is 12 * 12?');
  await page.keyboard.press('ControlOrMeta+Enter');
  const exchange = page.getByRole('article', { name: 'Exchange' });
  const columns = ['A', 'B'].map((name) => exchange.getByRole('region', { name: `Column ${name}` }));
  for (const column of columns) await expect(column).toContainText('144');
  for (const [index, column] of columns.entries()) await expect(column).toContainText(`v${index + 1}`);
  const comparison = exchange.getByRole('region', { name: 'Comparison' });
  for (const figure of ['Cost', 'Tokens', 'Time', 'Rules']) await expect(comparison).toContainText(figure);

  await exchange.getByRole('button', { name: 'Trace of B' }).click();
  const trace = page.getByRole('region', { name: 'Trace of B' });
  await expect(trace.getByRole('list').first()).toContainText('calculator');
  await trace.getByRole('button', { name: 'Close the trace' }).press('Escape');
  await expect(trace).toBeHidden();
  const opener = exchange.getByRole('button', { name: 'Trace of B' });
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');

  // The address is the state: whoever opens it sees the same runs, and goes on in their threads.
  await page.reload();
  await expect(trace).toBeVisible();
  for (const column of columns) await expect(column).toContainText('144');
  await page.getByRole('textbox', { name: 'Request' }).fill('And times 2?');
  await page.keyboard.press('ControlOrMeta+Enter');
  const last = page.getByRole('article', { name: 'Exchange' }).last();
  for (const name of ['A', 'B']) {
    await expect(last.getByRole('region', { name: `Column ${name}` })).toContainText('288');
  }

  // Another model in place of the version's own: a run like any other, and nothing is saved for it.
  const model = 'offline/extractive-1';
  await page.getByRole('combobox', { name: 'Model of B' }).selectOption(model);
  await page.getByRole('textbox', { name: 'Request' }).fill('And times 3?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('article', { name: 'Exchange' })).toHaveCount(3);
  await expect(last.getByRole('region', { name: 'Column B' })).toContainText(`v2 with ${model}, not saved`);
  await expect(last.getByRole('region', { name: 'Comparison' })).toContainText('Rules');
  expect(new URL(page.url()).searchParams.get('b')).toBe(`newest@${model}`);
  expect(await account.api.runs()).toHaveLength(6);
});

test('inputs go in a row, each answer after the one before; what runs is stopped', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(tested('Answer short questions.'));
  await page.goto(`/agents/${id}/playground`);
  await page.getByRole('button', { name: 'Inputs of its tests' }).click();
  await page.getByRole('menuitem', { name: 'Send all 2 in a row' }).click();
  const exchanges = page.getByRole('article', { name: 'Exchange' });
  await expect(exchanges).toHaveCount(2);
  await expect(exchanges.nth(1)).toContainText('42');
  await exchanges.nth(1).getByRole('button', { name: 'Save as test, A' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(dialog).toBeHidden();
  await expect(exchanges).toHaveCount(2);

  const slow = await account.api.createAgent(slowSpec('slow', 1_500));
  await page.goto(`/agents/${slow.id}/playground`);
  await page.getByRole('textbox', { name: 'Request' }).fill(slowQuestion);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(exchanges.first()).toContainText('word5');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(exchanges.first()).toContainText('Cancelled');
});
