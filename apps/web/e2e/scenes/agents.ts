import { expect, type Page } from '@playwright/test';
import { answerWith } from '../answers.ts';
import { heading, type Scene } from '../scene.ts';
import { someComments } from '../some-comments.ts';
import { someCounterexamples, someLabels, somePatches } from '../some-improvements.ts';
import { someLibrary, someListing, someTemplates } from '../some-marketplace.ts';
import { someDatasets, someGate } from '../some-tests.ts';
import { priceWatch, type World } from '../world.ts';

async function openEditor(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(heading(page, 'Price watch')).toBeVisible();
  await expect(page.getByText('Loading the editor')).toHaveCount(0);
  // Monaco colours the text a moment after it shows it; on a small screen another panel may cover it.
  const limits = page.locator('.view-line').filter({ hasText: 'maxCostUsd' }).first();
  if (await limits.isVisible()) {
    await expect(limits.locator('[class^=mtk]:not(.mtk1)')).not.toHaveCount(0);
  }
}

async function openSpec(page: Page, { agentId }: World): Promise<void> {
  await openEditor(page, `/agents/${agentId}?panel=spec`);
  await expect(page.getByRole('textbox', { name: /^Spec\./ })).toBeAttached();
}

/** Agents: the list, the editor with its panels, versions and improvements. */
export const agentsScenes: readonly Scene[] = [
  {
    name: 'agents',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/agents');
      await expect(page.getByRole('main').getByRole('link', { name: /^Last run/ })).toHaveCount(3);
    },
  },
  {
    name: 'new-agent',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'marketplace.search', someTemplates);
      await answerWith(page, 'marketplace.library', someLibrary);
      await answerWith(page, 'marketplace.get', someListing);
      await page.goto('/agents?new=1');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Title').fill('Invoice checker');
      await dialog.getByText('Refund desk').click();
      await expect(dialog.getByText('No refund is larger than what was paid.')).toBeVisible();
    },
  },
  {
    name: 'new-agent-draft',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/agents?new=1');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Describe it').click();
      await dialog
        .getByLabel('What is it for?')
        .fill('Answers questions about invoices and calculates totals. Keep personal data private.');
      await dialog.getByRole('button', { name: 'Draft' }).click();
      const draft = dialog.getByRole('region', { name: 'The draft' });
      await expect(draft.getByRole('region', { name: 'New text' })).toBeVisible();
    },
  },
  {
    name: 'editor-draft',
    visitor: 'member',
    show: async (page, world) => {
      await openSpec(page, world);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Draft a change…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Draft a change' });
      await dialog.getByLabel('What should change?').fill('Say what time it is.');
      await dialog.getByRole('button', { name: 'Draft', exact: true }).click();
      await expect(dialog.locator('.line-insert').first()).toBeVisible();
    },
  },
  { name: 'editor', visitor: 'member', show: openSpec },
  {
    name: 'editor-problems',
    visitor: 'member',
    show: async (page, world) => {
      await openSpec(page, world);
      await page.getByRole('textbox', { name: /^Spec\./ }).focus();
      await page.keyboard.press('ControlOrMeta+Home');
      for (let line = 1; line < 6; line += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('aprovals: ');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('region', { name: 'Problems' }).getByRole('button')).not.toHaveCount(0);
    },
  },
  {
    name: 'editor-preview',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await openEditor(page, `/agents/${agentId}?panel=preview`);
      await expect(
        page.getByRole('tabpanel', { name: 'Preview' }).getByRole('heading', { name: 'Purpose' }),
      ).toBeVisible();
    },
  },
  {
    name: 'editor-outline',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await openEditor(page, `/agents/${agentId}?panel=outline`);
      await expect(page.getByRole('navigation', { name: 'Outline' })).toBeVisible();
    },
  },
  {
    name: 'editor-versions',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await openEditor(page, `/agents/${agentId}?panel=versions&version=1`);
      const change = page.getByRole('region', { name: 'From v1 to the editor' });
      await expect(change.locator('.line-insert').first()).toBeVisible();
      // Of the old line and of the new one, once both are coloured. Where the width made Monaco change from two
      // columns to one, the hidden column keeps a third.
      const coloured = change.getByText('maxCostUsd', { exact: true }).filter({ visible: true });
      await expect(coloured.nth(1)).toBeVisible();
    },
  },
  {
    name: 'editor-comments',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'comments.list', someComments(agentId));
      await openEditor(page, `/agents/${agentId}?panel=comments&thread=cth_00000000000000000000000001`);
      await expect(page.getByRole('textbox', { name: 'Answer' })).toBeVisible();
      await expect(page.getByText('The line is gone')).toBeVisible();
    },
  },
  {
    name: 'editor-canvas',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}?view=canvas&panel=spec`);
      await expect(page.locator('[data-canvas-part="agent"]')).toBeVisible();
      await expect(page.locator('[data-canvas-part="tool:calculator"]')).toBeVisible();
    },
  },
  {
    name: 'editor-form',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}?view=form&panel=spec`);
      const form = page.getByRole('article', { name: 'Form of the spec' });
      await expect(form.getByLabel('Title')).toBeEditable();
      await expect(form.getByText('One call: about')).toBeVisible();
      await form.getByRole('button', { name: 'Add tool' }).click();
      await expect(form.getByRole('region', { name: 'Other agents' })).toBeVisible();
    },
  },
  {
    name: 'editor-sides',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await openEditor(page, `/agents/${agentId}?view=text,form`);
      const form = page.getByRole('article', { name: 'Form of the spec' });
      await expect(form.getByLabel('Title')).toBeEditable();
      await form.getByRole('heading', { name: 'Invariants' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'editor-invariant-library',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}?view=form&panel=spec&invariant=new`);
      await expect(page.getByRole('region', { name: 'Names a source' })).toBeVisible();
    },
  },
  {
    name: 'editor-invariant',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}?view=form&panel=spec&invariant=new`);
      const dialog = page.getByRole('dialog', { name: 'New invariant' });
      await dialog.getByRole('button', { name: /^Change it first.*Lists sources/ }).click();
      await dialog.getByLabel('Text or JSON').fill('{ "sources": [] }');
      await dialog.getByRole('button', { name: 'Try on the last 50 runs' }).click();
      await expect(
        dialog.getByText(/^(Would have sent back|None of the |This agent has no finished runs)/),
      ).toBeVisible();
    },
  },
  {
    name: 'editor-run',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await openEditor(page, `/agents/${agentId}?panel=run`);
      await page.getByRole('button', { name: 'finds the price of the tent' }).click();
      await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).click();
      await expect(page.getByRole('article').getByText('Succeeded')).toBeVisible();
      await expect(page.getByRole('article').locator('[aria-live=polite]')).toContainText('129.5');
    },
  },
  {
    name: 'agent-versions',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'agents.labels', someLabels);
      await answerWith(page, 'tests.gate', someGate(agentId));
      await page.goto(`/agents/${agentId}/versions`);
      await page.getByRole('button', { name: 'Move a label to version 2' }).click();
      await page.getByRole('menuitem', { name: 'Promote to production' }).click();
      await expect(page.getByRole('dialog').getByRole('region', { name: 'Gate' })).toContainText('Closed');
    },
  },
  {
    name: 'agent-playground',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}/playground?a=1&b=newest`);
      await page.getByRole('button', { name: 'Inputs of its tests' }).click();
      await page.getByRole('menuitem', { name: 'finds the price of the tent' }).click();
      await page.keyboard.press('ControlOrMeta+Enter');
      await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('Rules');
    },
  },
  {
    name: 'agent-playground-empty',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/agents/${agentId}/playground`);
      await expect(page.getByText('Try Price watch')).toBeVisible();
    },
  },
  {
    name: 'agent-improve',
    visitor: 'member',
    show: async (page, { agentId }) => {
      const patches = somePatches(agentId, priceWatch);
      await answerWith(page, 'reflection.list', patches);
      await answerWith(page, 'reflection.get', patches.items[0]);
      await page.goto(`/agents/${agentId}/improve?patch=${patches.items[0]?.patch_id}`);
      const patch = page.getByRole('region', { name: 'Patch', exact: true });
      await expect(patch).toContainText('72% → 94%');
      await expect(patch.locator('.view-line').first()).toBeVisible();
    },
  },
  {
    name: 'agent-counterexamples',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'datasets.list', someDatasets);
      await answerWith(page, 'reflection.counterexamples', someCounterexamples);
      await page.goto(`/agents/${agentId}/counterexamples`);
      await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
      await expect(page.getByRole('region', { name: 'Finds', exact: true })).toContainText('no-card-numbers');
    },
  },
];
