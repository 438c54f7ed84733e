import type { Locator, Page } from '@playwright/test';
import { agentSpec, starterCount } from './specs.ts';
import { expect, test } from './test.ts';

function lines(page: Page): Locator {
  return page.getByRole('region', { name: 'Spec' }).locator('.view-lines');
}

test('an agent is described, its draft is read, and only then is it made', async ({ page, account }) => {
  await page.goto('/agents?new=1');
  const dialog = page.getByRole('dialog', { name: 'New agent' });
  await dialog.getByText('Describe it').click();
  await dialog
    .getByLabel('What is it for?')
    .fill('Answers questions about invoices and calculates the totals. Keep personal data private.');
  await page.keyboard.press('ControlOrMeta+Enter');

  const draft = dialog.getByRole('region', { name: 'The draft' });
  await expect(draft).toContainText('Written by fixed rules.');
  await expect(draft.getByRole('region', { name: 'New text' })).toContainText('no-personal-data');
  expect(await account.api.agents()).toHaveLength(starterCount);

  await dialog.getByRole('button', { name: 'Change the description' }).click();
  await expect(dialog.getByLabel('What is it for?')).toHaveValue(/^Answers questions about invoices/);
  await dialog.getByLabel('Title').fill('Invoice desk');
  await dialog.getByRole('button', { name: 'Draft' }).click();
  await dialog.getByRole('button', { name: 'Create agent' }).click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  await expect(page.getByRole('heading', { level: 1, name: 'Invoice desk' })).toBeVisible();
  const made = (await account.api.agents()).find(({ name }) => name === 'invoice-desk');
  const { spec } = await account.api.agent(made?.id ?? '');
  expect(spec).toMatch(/calculator/);
  expect(spec).toContain('no-personal-data');
});

test('a change is drafted against what stands in the editor, put there as one step, and saved by its author', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto(`/agents/${id}`);
  await expect(page.getByRole('textbox', { name: /^Spec\./ })).toBeAttached();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Draft a change…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Draft a change' });
  await dialog.getByLabel('What should change?').fill('Say what time it is. Keep personal data private.');
  await dialog.getByRole('button', { name: 'Draft', exact: true }).click();
  await expect(dialog.locator('.line-insert').first()).toBeVisible();
  await expect(dialog.getByLabel('Tightens')).not.toHaveCount(0);
  await expect(page.getByText('unsaved changes')).toHaveCount(0);

  await dialog.getByRole('button', { name: 'Put into the editor' }).click();
  await expect(dialog).toBeHidden();
  await expect(lines(page)).toContainText('no-personal-data');
  await expect(page.getByText('unsaved changes')).toBeVisible();
  expect((await account.api.agent(id)).version).toBe(1);

  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lines(page)).not.toContainText('no-personal-data');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(lines(page)).toContainText('no-personal-data');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('v2 · saved')).toBeVisible();
  expect((await account.api.agent(id)).spec).toContain('no-personal-data');
});

test('a file becomes an agent byte for byte; what is wrong in it is named, and a dropped one is as good', async ({
  page,
  account,
}) => {
  const good = agentSpec({ name: 'till', title: 'Till', more: '# a comment that stays' });
  const yaml = `# As YAML.
apiVersion: agentfactory/v1
kind: Agent
name: desk
title: Desk
description: Made by a browser test.
model: { task: simple_query }
tools:   [calculator]
instructions: Answer short questions.
`;
  await page.goto('/agents?new=1');
  const dialog = page.getByRole('dialog', { name: 'New agent' });
  await dialog.getByText('Import a file').click();
  const create = dialog.getByRole('button', { name: 'Create agent' });
  await expect(create).toBeDisabled();

  const file = dialog.getByLabel('Choose a file');
  const broken = good.replace('[calculator]', '[kalculator]');
  await file.setInputFiles({ name: 'till.md', mimeType: 'text/markdown', buffer: Buffer.from(broken) });
  await expect(dialog.getByRole('alert')).toContainText(/Line 8: .*kalculator/);
  await expect(create).toBeDisabled();

  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'desk.yaml', { type: 'application/yaml' }));
    return data;
  }, yaml);
  await dialog.getByText('or drop it here').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(dialog).toContainText('Agent “desk” from desk.yaml');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await create.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible();
  const made = (await account.api.agents()).find(({ name }) => name === 'desk');
  expect((await account.api.agent(made?.id ?? '')).spec).toBe(yaml);
});
