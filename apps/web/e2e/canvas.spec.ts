import type { Page } from '@playwright/test';
import { crew } from './specs.ts';
import { expect, test } from './test.ts';

const part = (page: Page, id: string) => page.locator(`[data-canvas-part="${id}"]`);
const said = (page: Page, words: string | RegExp) =>
  expect(page.locator('.canvas > [aria-live="polite"]')).toHaveText(words);

test('with the keyboard alone: a team is walked, grown, connected, undone and saved on the canvas', async ({
  page,
  account: { api },
}) => {
  for (const member of crew.members) await api.createAgent(member);
  const { id } = await api.createAgent(crew.newsroom);
  await page.goto(`/agents/${id}?view=canvas`);
  await part(page, 'start').focus();

  // Along the ways, and back to where one came from.
  for (const [key, to] of [
    ['ArrowRight', 'gate:input'],
    ['ArrowRight', 'node:read'],
    ['ArrowDown', 'node:find'],
    ['ArrowRight', 'node:check'],
    ['ArrowLeft', 'node:find'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(part(page, to)).toBeFocused();
  }
  await expect(part(page, 'node:find')).toHaveAccessibleName(
    /^find, finder.*connected from Input, check, leads to check$/,
  );

  // One more node, under a name of its own, with a way to the end.
  await page.keyboard.press('a');
  await page.getByPlaceholder('Add an agent of your team').fill('till');
  await page.keyboard.press('Enter');
  await expect(part(page, 'node:till')).toBeFocused();
  await said(page, 'Added till after find.');
  await page.keyboard.press('F2');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('count');
  await page.keyboard.press('Enter');
  await expect(part(page, 'node:count')).toBeFocused();
  await page.keyboard.press('c');
  await said(page, /^Connecting from count/);
  await page.keyboard.press('/');
  await page.getByPlaceholder('Search nodes and conditions').fill('End');
  await page.keyboard.press('Enter');
  await expect(part(page, 'end')).toBeFocused();
  await page.keyboard.press('Enter');
  await said(page, 'Connected count to END.');

  // A condition, held against the language while it is typed.
  await page.keyboard.press('/');
  await page.getByPlaceholder('Search nodes and conditions').fill('From check to find');
  await page.keyboard.press('Enter');
  await expect(part(page, 'edge:node:check>node:find')).toBeFocused();
  await page.keyboard.press('Enter');
  const condition = page.getByLabel('Taken when');
  await expect(condition).toBeFocused();
  await condition.fill('state.check.');
  await expect(condition).toHaveAttribute('aria-invalid', 'true');
  await condition.fill('state.check.again');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(part(page, 'edge:node:check>node:find')).toBeFocused();

  await page.keyboard.press('ControlOrMeta+s');
  await expect.poll(async () => (await api.agents()).find((agent) => agent.id === id)?.version).toBe(2);
  await page.goto(`/agents/${id}?view=text`);
  const lines = page.getByRole('region', { name: 'Spec' }).locator('.view-lines');
  await expect(lines).toContainText(/count:\s\{\sagent:\still\s\}/);
  await expect(lines).toContainText(/from:\scheck,\sto:\sfind,\swhen:\s"?state\.check\.again"?,\satMost:\s2/);
  await expect(lines).toContainText(/from:\scount,\sto:\sEND/);
});

test('the canvas and the text are two views of one document, and a run is laid over it', async ({
  page,
  account: { api },
}) => {
  for (const member of crew.members) await api.createAgent(member);
  const { id } = await api.createAgent(crew.newsroom);
  await api.runAgent(id, 'What is 17.5% of 2,400?');
  await page.goto(`/agents/${id}?view=canvas`);
  await expect(part(page, 'node:read')).toHaveAccessibleName(/, Done/);
  await expect(part(page, 'end')).toHaveAccessibleName(/Passed through/);

  await part(page, 'node:check').focus();
  await page.keyboard.press('Delete');
  await expect(part(page, 'node:check')).toHaveCount(0);
  await expect(page.getByText('unsaved changes')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(part(page, 'node:check')).toBeVisible();
  await expect(page.getByText('unsaved changes')).toHaveCount(0);

  await page.getByRole('button', { name: 'Read as a list' }).click();
  await expect(page.getByRole('region', { name: 'Nodes' }).getByRole('listitem')).toHaveCount(7);
});
