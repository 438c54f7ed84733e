import type { Page } from '@playwright/test';
import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

const form = (page: Page) => page.getByRole('article', { name: 'Form of the spec' });
const lines = (page: Page) => page.getByRole('region', { name: 'Spec' }).locator('.view-lines');

/** Presses Tab until what is named has the focus, as somebody does who has no pointer. */
async function tabTo(page: Page, name: string, role = '', back = false): Promise<void> {
  const isThere = () =>
    page.evaluate(
      ([wanted, wantedRole]) => {
        const at = document.activeElement;
        if (!(at instanceof HTMLElement)) return false;
        const label = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent;
        const said = (label ?? at.textContent ?? '').trim();
        return said === wanted && (wantedRole === '' || at.tagName.toLowerCase() === wantedRole);
      },
      [name, role] as const,
    );
  for (let press = 0; press < 160; press += 1) {
    if (await isThere()) return;
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`Tab does not come to “${name}”.`);
}

test('with the keyboard alone: an agent from nothing, by form, saved and run', async ({ page, account }) => {
  await page.goto('/agents');
  await tabTo(page, 'New agent');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New agent' })).toBeVisible();
  await tabTo(page, 'Title', 'input');
  await page.keyboard.type('Sum helper');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sum helper', level: 1 })).toBeVisible();

  await tabTo(page, 'Form', 'button');
  await page.keyboard.press('Enter');
  await expect(form(page)).toBeVisible();
  await tabTo(page, 'Description', 'textarea');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Adds things up: exactly.');

  await tabTo(page, 'Add tool', 'button');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Search tools' })).toBeFocused();
  await page.keyboard.type('pick json');
  await tabTo(page, 'Add Pick from JSON', 'button');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Add tool' })).toBeFocused();

  await tabTo(page, 'Steps', 'input');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5');
  await tabTo(page, 'Add invariant', 'button');
  await page.keyboard.press('Enter');
  await expect(form(page).getByRole('group', { name: /^Invariant rule/ })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('v2 · saved')).toBeVisible();
  const { spec } = await account.api.agent(new URL(page.url()).pathname.split('/')[2] ?? '');
  expect(spec).toContain('description: "Adds things up: exactly."');
  expect(spec).toMatch(/maxSteps: 5/);
  expect(spec).toContain('json_query');
  expect(spec).toMatch(/id: rule-\d/);

  await tabTo(page, 'Request', 'textarea');
  await page.keyboard.type('What is 6 * 7?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('article').getByText('Succeeded')).toBeVisible();
});

test('text and form side by side are one document: edits, mistakes, undo, and the file’s own line ends', async ({
  page,
  account,
}) => {
  const spec = agentSpec({ name: 'till', title: 'Till', more: "# the ceiling is the boss's" });
  const windows = spec.replaceAll('\n', '\r\n');
  const { id } = await account.api.createAgent(windows);
  await page.goto(`/agents/${id}?view=form,text`);
  await expect(lines(page)).toContainText('calculator');
  const title = form(page).getByLabel('Title');
  await expect(title).toBeEditable();

  await title.fill('Cash desk');
  await expect(lines(page)).toContainText(/title:\s"Cash\sdesk"/);
  await form(page).getByRole('button', { name: 'Remove Calculator' }).click();
  await expect(lines(page)).toContainText(/tools:\s\[\]/);
  // In the order in which they were made, from wherever they are undone.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lines(page)).toContainText(/tools:\s\[calculator\]/);
  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(title).toHaveValue('Till');
  await expect(title).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(title).toHaveValue('Cash desk');

  // What is no number stays in its field and does not get into the text.
  const cost = form(page).getByLabel('Cost', { exact: true });
  await cost.fill('abc');
  await expect(form(page).getByText('is no number')).toBeVisible();
  await cost.fill('0.02');
  await expect(lines(page)).toContainText(/maxCostUsd:\s0\.02/);
  await form(page).getByLabel('Pinned models').fill('gpt');
  await expect(form(page).getByText('is not a model id')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('is not a model id');
  await form(page).getByLabel('Pinned models').fill('');

  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('Round.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('v2 · saved')).toBeVisible();
  const saved = await account.api.agent(id);
  const meant = windows.replace('"Till"', '"Cash desk"').replace('0.01', '0.02');
  expect(saved.spec).toBe(`${meant}Round.\r\n`);
});

test('two tabs on one agent join, and a reload at once loses nothing', async ({ page, context, account }) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto(`/agents/${id}?view=form`);
  const other = await context.newPage();
  await other.goto(`/agents/${id}?view=form`);
  for (const tab of [page, other]) await expect(form(tab).getByLabel('Title')).toBeEditable();
  await form(page).getByLabel('Title').fill('Cash desk');
  await form(other).getByLabel('Description').fill('From the other tab.');
  for (const tab of [page, other]) {
    await expect(form(tab).getByLabel('Title')).toHaveValue('Cash desk');
    await expect(form(tab).getByLabel('Description')).toHaveValue('From the other tab.');
  }
  await other.close();
  await form(page).getByLabel('Title').fill('Cash desk 2');
  await page.reload();
  await expect(form(page).getByLabel('Title')).toHaveValue('Cash desk 2');
  await expect(form(page).getByLabel('Description')).toHaveValue('From the other tab.');
  await expect(page.getByText('unsaved changes')).toBeVisible();
});
