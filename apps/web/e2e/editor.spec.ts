import type { Locator, Page } from '@playwright/test';
import { agentSpec } from './specs.ts';
import { type Account, expect, test } from './test.ts';

const spec = agentSpec({ name: 'till', title: 'Till', tools: '[calculator, current_time]' });
/** Lines of `spec`, from 1. */
const descriptionLine = 6;
const limitsLine = 9;

async function openAgent(page: Page, account: Account, text = spec): Promise<string> {
  const { id } = await account.api.createAgent(text);
  await page.goto(`/agents/${id}`);
  await expect(page.getByRole('textbox', { name: /^Spec\./ })).toBeAttached();
  return id;
}

/** Monaco draws its lines as plain elements; no role tells them apart. */
function lines(page: Page): Locator {
  return page.getByRole('region', { name: 'Spec' }).locator('.view-lines');
}

/** Puts the cursor at the end of a line, as one would with the keyboard. */
async function goToEndOf(page: Page, line: number): Promise<void> {
  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let down = 1; down < line; down += 1) await page.keyboard.press('ArrowDown');
  // Of a line that is wrapped the first one goes to the end of a row.
  await page.keyboard.press('End');
  await page.keyboard.press('End');
}

/** A new line below `line`, with `text` typed key by key. */
async function typeBelow(page: Page, line: number, text: string): Promise<void> {
  await goToEndOf(page, line);
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

test('Monaco is fetched by the editor and by no other page', async ({ page, account }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (/monaco/i.test(request.url())) fetched.push(request.url());
  });
  for (const path of ['/agents', '/runs', '/outbox', '/docs/diagnostics']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect(fetched).toEqual([]);
  await openAgent(page, account);
  expect(fetched.some((url) => url.endsWith('/monaco/monaco.js'))).toBe(true);
});

test('a typo is underlined while typing, listed, explained on hover, and mended by Ctrl+.', async ({
  page,
  account,
}) => {
  await openAgent(page, account);
  await expect(problems(page)).toContainText('No problems');
  await typeBelow(page, descriptionLine, 'aprovals: ');
  await page.keyboard.press('Escape');

  await expect(page.locator('.squiggly-error')).not.toHaveCount(0);
  const listed = problems(page).getByRole('button', { name: /aprovals/ });
  await expect(listed).toContainText(`${descriptionLine + 1}:1`);

  await lines(page).getByText('aprovals').hover();
  await expect(page.getByRole('tooltip').filter({ hasText: /approvals/ })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+.');
  await page
    .getByRole('option', { name: /approvals/ })
    .or(page.getByRole('menuitem', { name: /approvals/ }))
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await expect(lines(page)).toContainText('approvals:');
  await expect(lines(page)).not.toContainText('aprovals:');
  await page.keyboard.type('[]');
  await expect(problems(page)).toContainText('No problems');
});

test('a problem in the list leads to its place', async ({ page, account }) => {
  await openAgent(page, account);
  await typeBelow(page, descriptionLine, 'aprovals: ');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+End');
  await problems(page)
    .getByRole('button', { name: /aprovals/ })
    .click();
  await page.keyboard.type('approvals');
  await expect(problems(page).getByRole('button', { name: /aprovals/ })).toHaveCount(0);
});

test('completion offers the keys of the language, and the ones that a place allows', async ({
  page,
  account,
}) => {
  await openAgent(page, account);
  await typeBelow(page, descriptionLine, 'inv');
  await expect(page.getByRole('option', { name: /^invariants/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lines(page)).toContainText('invariants:');
});

test('the outline leads to its places, the preview follows the text', async ({ page, account }) => {
  await openAgent(page, account);
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^limits/ })
    .click();
  // What the outline showed is selected now: typing takes its place.
  await page.keyboard.press('End');
  await expect(page.locator('.current-line').first()).toBeVisible();
  await expect(page.locator('.line-numbers.active-line-number')).toHaveText(String(limitsLine));

  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Preview' })).toContainText('Made by a browser test.');
  await goToEndOf(page, descriptionLine);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' Twice.');
  await expect(page.getByRole('tabpanel', { name: 'Preview' })).toContainText(
    'Made by a browser test. Twice.',
  );
});

test('unsaved text survives a reload and can be let go', async ({ page, account }) => {
  await openAgent(page, account);
  await goToEndOf(page, descriptionLine);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' Draft.');
  await expect(page.getByText('unsaved changes')).toBeVisible();
  await page.reload();
  await expect(page.getByText('This is your unsaved text from last time.')).toBeVisible();
  await expect(lines(page)).toContainText(/browser\stest\.\sDraft\./);
  await page.getByRole('button', { name: 'Go back to the saved version' }).click();
  await expect(lines(page)).not.toContainText('Draft.');
  await expect(page.getByText('unsaved changes')).toHaveCount(0);
});

test('saving makes a version; the history names the risk of a change and shows it line by line', async ({
  page,
  account,
}) => {
  const id = await openAgent(page, account);
  await goToEndOf(page, limitsLine);
  for (let left = 0; left < ', maxSteps: 6, maxSeconds: 60, maxOutputTokens: 4000 }'.length; left += 1) {
    await page.keyboard.press('ArrowLeft');
  }
  await page.keyboard.press('Backspace');
  await page.keyboard.type('9');
  await expect(lines(page)).toContainText(/maxCostUsd:\s0\.09/);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('v2 · saved')).toBeVisible();
  expect((await account.api.agents()).find((agent) => agent.id === id)?.version).toBe(2);

  await page.getByRole('tab', { name: 'Versions' }).click();
  const history = page.getByRole('tabpanel', { name: 'Versions' });
  await expect(history.getByRole('button', { name: /^v2/ })).toContainText(/0\.01.*0\.09/);
  await history.getByRole('button', { name: /^v1/ }).click();
  await expect(page).toHaveURL(/version=1/);
  const change = page.getByRole('region', { name: 'From v1 to the editor' });
  await expect(change.getByLabel('Loosens')).toBeVisible();
  await expect(change.locator('.line-insert').first()).toBeVisible();
  await expect(change.locator('.line-delete').first()).toBeVisible();

  await change.getByRole('button', { name: 'Put into the editor' }).click();
  await expect(lines(page).first()).toContainText(/maxCostUsd:\s0\.01/);
  await expect(page.getByText('unsaved changes')).toBeVisible();
});

test('what is typed is text: the letters that lead to a page elsewhere do not leave the editor', async ({
  page,
  account,
}) => {
  const id = await openAgent(page, account);
  await goToEndOf(page, descriptionLine);
  // Faster than the keys of a sequence may be apart: g e, g a, g t, ?, j.
  await page.keyboard.type(' # agent, gate, get? jk');
  await expect(lines(page)).toContainText(/agent,\sgate,\sget\?\sjk/);
  expect(new URL(page.url()).pathname).toBe(`/agents/${id}`);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a text without changes follows a version that is saved elsewhere', async ({ page, account }) => {
  const id = await openAgent(page, account);
  await account.api.updateAgent(id, spec.replace('Made by a browser test.', 'Changed by somebody else.'));
  await expect(lines(page)).toContainText(/Changed\sby\ssomebody\selse/);
  await expect(page.getByText('v2 · saved')).toBeVisible();
});

test('who saves over a newer version is told, and both stay', async ({ page, account }) => {
  const id = await openAgent(page, account);
  await goToEndOf(page, descriptionLine);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' Mine.');
  await expect(page.getByText('unsaved changes')).toBeVisible();
  await account.api.updateAgent(id, spec.replace('Made by a browser test.', 'Changed by somebody else.'));
  await expect(page.getByText(/Version 2 was saved/)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = page.getByRole('dialog', { name: 'A newer version was saved meanwhile' });
  await expect(conflict).toBeVisible();
  await conflict.getByRole('button', { name: 'Save on top' }).click();
  await expect(page.getByText('v3 · saved')).toBeVisible();
});

test('a version saved elsewhere is told to whoever has changes of their own, and is taken when they say so', async ({
  page,
  account,
}) => {
  const id = await openAgent(page, account);
  await goToEndOf(page, descriptionLine);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' Mine.');
  await account.api.updateAgent(id, spec.replace('Made by a browser test.', 'Changed by somebody else.'));
  const notice = page.getByRole('status').filter({ hasText: 'Version 2 was saved' });
  await expect(notice).toContainText('This text has changes of its own and stays as it is.');
  await expect(lines(page)).toContainText('Mine.');
  await notice.getByRole('button', { name: 'Take version 2' }).click();
  await expect(notice).toHaveCount(0);
  await expect(lines(page)).toContainText(/Changed\sby\ssomebody\selse/);
  await expect(lines(page)).not.toContainText('Mine.');
  await expect(page.getByText('v2 · saved')).toBeVisible();
});

test('a spec with a problem is not saved, and the problem is named', async ({ page, account }) => {
  const id = await openAgent(page, account);
  await typeBelow(page, descriptionLine, 'aprovals: ');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('The spec has a problem', { exact: true })).toBeVisible();
  expect((await account.api.agents()).find((agent) => agent.id === id)?.version).toBe(1);
});

test('deleting asks for the name', async ({ page, account }) => {
  const id = await openAgent(page, account);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete agent…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Till?' });
  const remove = dialog.getByRole('button', { name: 'Delete agent' });
  await dialog.getByLabel('Type till to confirm').fill('tilt');
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Type till to confirm').fill('till');
  await remove.click();
  await expect(page).toHaveURL('/agents');
  await expect(page.getByRole('link', { name: 'Everyday helper' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Till' })).toHaveCount(0);
  expect((await account.api.agents()).some((agent) => agent.id === id)).toBe(false);
});
