import { expect, type Page } from '@playwright/test';
import {
  answerWith,
  busyHealth,
  busyModels,
  busyRoute,
  busyUsage,
  decidedApprovals,
  someApprovals,
  someProviderKeys,
  tightQuota,
} from './answers.ts';
import { manyEvents } from './many-events.ts';
import type { Scene } from './scene.ts';
import { dashboardScenes } from './scenes-dashboard.ts';
import { marketplaceScenes } from './scenes-marketplace.ts';
import { someApiKeys } from './some-api-keys.ts';
import { someConnections, someToolChanges, someTools } from './some-connections.ts';
import { leavingAccount, someExports } from './some-exports.ts';
import { builtIdea, comparedIdeas, someIdeas, unknownIdea } from './some-ideas.ts';
import { someCounterexamples, someLabels, somePatches } from './some-improvements.ts';
import { ownTeams, sentInvitation, someInvitations, someMembers, someTeam } from './some-people.ts';
import { busyReceipt, busyReceiptKeys } from './some-receipt.ts';
import { someDeliveries, someSchedules, someTriggers } from './some-schedules.ts';
import {
  someCalibration,
  someComparison,
  someDatasets,
  someFigures,
  someGate,
  someTest,
  someTestRuns,
  someTests,
  someTrialsToLabel,
} from './some-tests.ts';
import { sentEvent, sentEvents, someWebhooks } from './some-webhooks.ts';
import { priceWatch, type World } from './world.ts';

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

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

function plain(name: string, visitor: Scene['visitor'], path: string, title: string | RegExp): Scene {
  return {
    name,
    visitor,
    show: async (page) => {
      await page.goto(path);
      await expect(heading(page, title)).toBeVisible();
    },
  };
}

export const scenes: readonly Scene[] = [
  plain('sign-in', 'stranger', '/sign-in', 'Sign in'),
  plain('sign-up', 'stranger', '/sign-up', 'Create an account'),
  plain('forgot-password', 'stranger', '/forgot-password', 'Reset your password'),
  plain('reset-password', 'member', '/reset-password', 'Choose a new password'),
  {
    name: 'sign-in-failed',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/sign-in');
      await page.getByLabel('Email').fill('nobody');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'mail-sent',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/forgot-password');
      await page.getByLabel('Email').fill('somebody@example.com');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await expect(heading(page, 'Check your mail')).toBeVisible();
    },
  },
  {
    name: 'outbox',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/outbox');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
    },
  },
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
      await page.goto('/agents?new=1');
      await page.getByRole('dialog').getByLabel('Title').fill('Invoice checker');
    },
  },
  {
    name: 'palette',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/runs');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('option', { name: /Price watch/ }).first()).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/agents');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
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
    name: 'runs',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/runs');
      await expect(page.getByRole('main').getByRole('listitem').nth(3)).toBeVisible();
    },
  },
  {
    name: 'runs-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/runs');
      await expect(page.getByText('No runs yet')).toBeVisible();
    },
  },
  {
    name: 'runs-loading',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/runs.list**', () => {});
      await page.goto('/runs');
      await expect(page.getByText('Loading the runs')).toBeAttached();
    },
  },
  {
    name: 'runs-error',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/runs.list**', (route) =>
        route.fulfill({
          status: 429,
          json: {
            error: {
              code: -32603,
              message: 'That was too much at once. Wait a minute and try again.',
              data: { app_code: 'rate_limited', request_id: 'req_7c1f2a9be04d4b63a7e2f0c9d1b8e5aa' },
            },
          },
        }),
      );
      await page.goto('/runs');
      await expect(page.getByText('The runs could not be loaded')).toBeVisible();
    },
  },
  {
    name: 'run',
    visitor: 'member',
    show: async (page, { runId }) => {
      await page.goto(`/runs/${runId}`);
      await page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: 'calculator' }).click();
      await expect(page.getByRole('region', { name: 'calculator' }).locator('pre').last()).toContainText(
        '420',
      );
    },
  },
  {
    name: 'run-refused',
    visitor: 'member',
    show: async (page, { refusedRunId }) => {
      await page.goto(`/runs/${refusedRunId}`);
      await expect(page.getByRole('region', { name: 'Refused' })).toBeVisible();
    },
  },
  {
    name: 'run-team',
    visitor: 'crew',
    show: async (page, { crewRunId }) => {
      await page.goto(`/runs/${crewRunId}`);
      const members = page.getByRole('region', { name: 'Members' });
      await members.getByRole('button', { name: /^find/ }).click();
      await expect(page.getByRole('region', { name: 'find' })).toContainText('Agent finder');
    },
  },
  {
    name: 'run-waiting',
    visitor: 'crew',
    show: async (page, { waitingRunId }) => {
      await page.goto(`/runs/${waitingRunId}`);
      const question = page.getByRole('article', { name: 'Call calculator' });
      await expect(question.getByRole('button', { name: 'Approve' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Members' })).toContainText('Waits for a person');
    },
  },
  {
    name: 'run-long',
    visitor: 'member',
    show: async (page, { runId }) => {
      await answerWith(page, 'runs.events', { items: manyEvents(5_000) });
      await page.goto(`/runs/${runId}`);
      await expect(page.getByRole('button', { name: /earlier steps/ })).toBeVisible();
    },
  },
  {
    name: 'receipt',
    visitor: 'member',
    show: async (page, { runId }) => {
      await page.goto(`/runs/${runId}/receipt`);
      await expect(page.getByText('Verified in this browser')).toBeVisible();
    },
  },
  {
    name: 'receipt-refused',
    visitor: 'member',
    show: async (page, { refusedRunId }) => {
      await page.goto(`/runs/${refusedRunId}/receipt`);
      await expect(page.getByText('Verified in this browser')).toBeVisible();
    },
  },
  {
    name: 'receipt-busy',
    visitor: 'member',
    show: async (page, { runId }) => {
      await answerWith(page, 'runs.receipt', busyReceipt);
      await answerWith(page, 'runs.receiptKeys', busyReceiptKeys);
      await page.goto(`/runs/${runId}/receipt`);
      await expect(page.getByText('Verified in this browser')).toBeVisible();
    },
  },
  {
    name: 'receipt-forged',
    visitor: 'member',
    show: async (page, { runId }) => {
      const forged = { ...busyReceipt, money: { ...busyReceipt.money, spent: 0 } };
      await answerWith(page, 'runs.receipt', forged);
      await answerWith(page, 'runs.receiptKeys', busyReceiptKeys);
      await page.goto(`/runs/${runId}/receipt`);
      await expect(page.getByText('Not valid')).toBeVisible();
    },
  },
  {
    name: 'receipt-none',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/runs/run_${'0'.repeat(26)}/receipt`);
      await expect(page.getByText('There is no receipt here')).toBeVisible();
    },
  },
  {
    name: 'approvals',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'approvals.list', someApprovals);
      await answerWith(page, 'approvals.count', { pending: 3 });
      await page.goto('/approvals');
      await expect(page.getByRole('article').nth(2)).toBeVisible();
      await expect(page.getByText('3 waiting for you').filter({ visible: true })).toBeVisible();
    },
  },
  {
    name: 'approvals-edit',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'approvals.list', someApprovals);
      await page.goto('/approvals');
      const card = page.getByRole('article', { name: 'Call stripe_refund' });
      await card.getByRole('button', { name: 'Edit' }).click();
      await card.getByRole('textbox').fill('{\n  "charge": "ch_3PqN2eLkdIwHu7ix",\n  "amount": 49,9\n}');
      await card.getByRole('button', { name: 'Approve with changes' }).click();
      await expect(card.getByRole('alert')).toContainText('line 3');
    },
  },
  {
    name: 'approvals-deny',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'approvals.list', someApprovals);
      await page.goto('/approvals');
      const card = page.getByRole('article', { name: 'Call stripe_refund' });
      await card.getByRole('button', { name: 'Deny' }).click();
      await card.getByLabel('Why not?').fill('The second charge was for another order.');
    },
  },
  {
    name: 'approvals-decided',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'approvals.list', decidedApprovals);
      await page.goto('/approvals?state=decided');
      await expect(page.getByText('One zero too many.')).toBeVisible();
    },
  },
  {
    name: 'approvals-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/approvals');
      await expect(page.getByText('Nothing waits for you')).toBeVisible();
    },
  },
  {
    name: 'approvals-loading',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/approvals.list**', () => {});
      await page.goto('/approvals');
      await expect(page.getByText('Loading the approvals')).toBeAttached();
    },
  },
  {
    name: 'models',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/models');
      await expect(page.getByRole('table', { name: 'Models of Offline' })).toBeVisible();
      await expect(page.getByRole('switch').first()).toBeEnabled();
    },
  },
  {
    name: 'models-busy',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'models.list', busyModels);
      await answerWith(page, 'models.health', busyHealth);
      await answerWith(page, 'usage.summary', busyUsage);
      await page.goto('/models');
      await expect(page.getByText('Resting').filter({ visible: true })).toBeVisible();
      await expect(page.getByText('$20.80').filter({ visible: true })).not.toHaveCount(0);
      await expect(page.getByRole('switch').first()).toBeEnabled();
    },
  },
  {
    name: 'models-loading',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/models.list**', () => {});
      await page.goto('/models');
      await expect(page.getByText('Loading the models')).toBeAttached();
    },
  },
  {
    name: 'models-no-match',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/models?q=nothing-of-that-name');
      await expect(page.getByText('No model like that')).toBeVisible();
    },
  },
  {
    name: 'explain',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/models/explain');
      await page.getByLabel('What would be asked').fill('What is 6 * 7?');
      await page.getByRole('button', { name: 'Explain', exact: true }).click();
      await expect(page.getByRole('region', { name: 'Decision' })).toBeVisible();
    },
  },
  {
    name: 'explain-busy',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'models.explain', busyRoute);
      await page.goto('/models/explain');
      await page.getByRole('button', { name: /^Try/ }).click();
      await expect(page.getByRole('table', { name: 'Candidates' })).toBeVisible();
    },
  },
  {
    name: 'security-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/security');
      await expect(page.getByText('No second factor', { exact: true })).toBeVisible();
      await expect(page.getByText('Members may sign in with one factor.')).toBeVisible();
    },
  },
  {
    name: 'security-adding',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/security');
      await page.getByRole('button', { name: 'Add an app' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
    },
  },
  {
    name: 'sessions',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/settings/sessions');
      await expect(page.getByText('This session')).toBeVisible();
    },
  },
  {
    name: 'privacy-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'privacy.exports', { items: [] });
      await page.goto('/settings/privacy');
      await expect(page.getByText('No export yet')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible();
      await expect(page.getByLabel('Days of runs')).toBeVisible();
    },
  },
  {
    name: 'privacy',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'privacy.exports', someExports);
      await answerWith(page, 'privacy.account', leavingAccount);
      await answerWith(page, 'privacy.previewRetention', { runs: 1_204, events: 31_877, open_runs: 2 });
      await page.goto('/settings/privacy');
      await expect(page.getByText('4,310 rows so far')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Keep my account' })).toBeVisible();
      await page.getByLabel('Days of runs').fill('90');
      await expect(page.getByText('1,204 runs')).toBeVisible();
    },
  },
  {
    name: 'privacy-deleting',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/privacy');
      await page.getByRole('button', { name: 'Delete my account' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Delete account' })).toBeDisabled();
    },
  },
  {
    name: 'keys',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'providerKeys.list', someProviderKeys);
      await page.goto('/settings/keys');
      await expect(page.getByText('Billing service')).toBeVisible();
      await expect(page.getByText('Refused by the vendor')).toBeVisible();
    },
  },
  {
    name: 'keys-busy',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'apiKeys.list', someApiKeys);
      await page.goto('/settings/keys');
      await expect(page.getByText('Being rotated')).toBeVisible();
    },
  },
  {
    name: 'rotate-api-key',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'apiKeys.list', someApiKeys);
      await page.goto('/settings/keys');
      await page.getByRole('button', { name: 'Actions for Website' }).click();
      await page.getByRole('menuitem', { name: 'Rotate' }).click();
      await expect(page.getByRole('dialog', { name: 'Rotate Website' })).toContainText('the secret before');
    },
  },
  {
    name: 'edit-api-key',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'apiKeys.list', someApiKeys);
      await page.goto('/settings/keys');
      await page.getByRole('button', { name: 'Actions for Website' }).click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      await expect(page.getByRole('dialog', { name: 'Edit Website' })).toBeVisible();
    },
  },
  {
    name: 'ideas',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.list', someIdeas);
      await page.goto('/ideas');
      await expect(page.getByLabel('Your idea')).toBeVisible();
      await expect(page.getByText('Greenhouses for people')).toBeVisible();
    },
  },
  {
    name: 'ideas-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/ideas');
      await expect(page.getByLabel('Your idea')).toBeVisible();
      await expect(page.getByText('No ideas yet')).toBeVisible();
    },
  },
  {
    name: 'ideas-compared',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.list', someIdeas);
      await answerWith(page, 'ideas.compare', comparedIdeas);
      await page.goto(`/ideas?compare=${builtIdea.idea_id},${unknownIdea.idea_id}`);
      const table = page.getByRole('region', { name: 'Side by side' });
      await expect(table.getByRole('row', { name: /^Revenue a month/ })).toBeVisible();
      await expect(page.getByText('Greenhouses for people')).toBeVisible();
    },
  },
  {
    name: 'idea',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.get', builtIdea);
      await page.goto(`/ideas/${builtIdea.idea_id}`);
      await expect(page.getByRole('region', { name: 'Competitors' }).getByText('Drip & Sons')).toBeVisible();
      await expect(page.getByRole('button', { name: 'End the link' })).toBeVisible();
    },
  },
  {
    name: 'no-such-shared-idea',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/shared/ideas/nothing');
      await expect(page.getByText('This link opens nothing')).toBeVisible();
    },
  },
  {
    name: 'schedules',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'schedules.list', someSchedules);
      await page.goto('/schedules');
      await expect(page.getByText('Prices before breakfast', { exact: true })).toBeVisible();
      await expect(page.getByText('Refused 2 times in a row')).toBeVisible();
    },
  },
  {
    name: 'schedules-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/schedules');
      await expect(page.getByText('No schedules')).toBeVisible();
    },
  },
  {
    name: 'new-schedule',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/schedules?add=1');
      const dialog = page.getByRole('dialog', { name: 'New schedule' });
      await expect(dialog.getByRole('list')).toBeVisible();
    },
  },
  {
    name: 'triggers',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'triggers.list', someTriggers);
      await page.goto('/schedules?tab=triggers');
      await expect(page.getByText('Tickets of the shop', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'trigger-calls',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'triggers.list', someTriggers);
      await answerWith(page, 'triggers.deliveries', someDeliveries);
      await page.goto(`/schedules?tab=triggers&log=${someTriggers.items[0]?.id}`);
      await expect(page.getByText('It was not signed')).toBeVisible();
    },
  },
  {
    name: 'how-to-call',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'triggers.list', someTriggers);
      await page.goto(`/schedules?tab=triggers&call=${someTriggers.items[0]?.id}`);
      await expect(page.getByRole('region', { name: 'Signed call' })).toContainText('openssl');
    },
  },
  {
    name: 'new-trigger',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/schedules?tab=triggers&add=1');
      await expect(page.getByRole('dialog', { name: 'New trigger' })).toBeVisible();
    },
  },
  {
    name: 'connections',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'connections.list', someConnections);
      await answerWith(page, 'connections.changes', someToolChanges);
      await page.goto('/settings/connections');
      await expect(page.getByText('Handbook', { exact: true })).toBeVisible();
      await expect(page.getByText('Refused by the service')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Changed tools' })).toContainText('send it all');
    },
  },
  {
    name: 'connections-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/connections');
      await expect(page.getByText('No connections')).toBeVisible();
    },
  },
  {
    name: 'add-connection',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/connections?add=1');
      await expect(page.getByRole('dialog', { name: 'Add connection' })).toBeVisible();
    },
  },
  {
    name: 'webhooks',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'webhooks.list', someWebhooks);
      await page.goto('/settings/webhooks');
      await expect(page.getByText('it answered 410')).toBeVisible();
    },
  },
  {
    name: 'webhooks-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/webhooks');
      await expect(page.getByText('No webhooks')).toBeVisible();
    },
  },
  {
    name: 'add-webhook',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/webhooks?add=1');
      await expect(page.getByRole('dialog', { name: 'Add webhook' })).toBeVisible();
    },
  },
  {
    name: 'webhook',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'webhooks.get', someWebhooks.items[0]);
      await answerWith(page, 'webhooks.deliveries', sentEvents);
      await page.goto(`/settings/webhooks/${someWebhooks.items[0]?.id}`);
      await expect(page.getByText('approval.requested').last()).toBeVisible();
    },
  },
  {
    name: 'webhook-delivery',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'webhooks.get', someWebhooks.items[0]);
      await answerWith(page, 'webhooks.deliveries', sentEvents);
      await answerWith(page, 'webhooks.delivery', sentEvent);
      const { id = '' } = sentEvent;
      await page.goto(`/settings/webhooks/${someWebhooks.items[0]?.id}?delivery=${id}`);
      await expect(page.getByText('upstream connect error')).toBeVisible();
    },
  },
  {
    name: 'audit',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/settings/audit');
      await expect(page.getByText('Chain verified')).toBeVisible();
      const row = page.getByRole('region', { name: 'Entries' }).getByRole('listitem').first();
      await row.getByRole('paragraph').click();
      await expect(row.getByText('Request')).toBeVisible();
    },
  },
  {
    name: 'audit-tampered',
    visitor: 'member',
    show: async (page) => {
      const fault = { kind: 'deleted', seq: 3, says: 'Entry 3 is not there.' };
      const verdict = {
        intact: false,
        entries: 2,
        hash: '0'.repeat(64),
        fault,
        checked_at: '2026-11-21T09:00:00.000Z',
      };
      await answerWith(page, 'audit.verify', verdict);
      await page.goto('/settings/audit');
      await expect(page.getByText('The log was tampered with')).toBeVisible();
    },
  },
  {
    name: 'connection-tools',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'connections.list', someConnections);
      await answerWith(page, 'connections.tools', someTools);
      await page.goto(`/settings/connections?tools=${someConnections.items[0]?.id}`);
      await expect(page.getByText('Searches the handbook of the company.')).toBeVisible();
    },
  },
  {
    name: 'keys-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/keys');
      await expect(page.getByText('No API keys')).toBeVisible();
      await expect(page.getByText('No provider keys')).toBeVisible();
    },
  },
  {
    name: 'new-api-key',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/keys');
      await page.getByRole('button', { name: 'New API key' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Billing service');
    },
  },
  {
    name: 'add-provider-key',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/keys?add=1');
      await page.getByLabel('Vendor').selectOption('OpenAI-compatible service');
      await page.getByRole('button', { name: 'Test and add' }).click();
      await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'usage',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'usage.summary', busyUsage);
      await page.goto('/usage');
      await page.getByRole('slider', { name: /^Cost by day/ }).focus();
      await page.keyboard.press('ArrowRight');
      await expect(page.getByText('1 November:')).toBeVisible();
    },
  },
  {
    name: 'limits',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'usage.quota', tightQuota);
      await page.goto('/settings/limits');
      await expect(page.getByRole('meter', { name: 'Runs used' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Limits' })).toContainText(
        'Nothing is left of the budget',
      );
    },
  },
  {
    name: 'limits-without-any',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/limits');
      await expect(page.getByText('used, no limit').first()).toBeVisible();
    },
  },
  {
    name: 'limits-error',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/usage.quota**', (route) =>
        route.fulfill({
          status: 503,
          json: {
            error: {
              code: -32603,
              message: 'The database cannot be reached at the moment. Try again shortly.',
              data: { app_code: 'unavailable', request_id: 'req_7c1f2a9be04d4b63a7e2f0c9d1b8e5aa' },
            },
          },
        }),
      );
      await page.goto('/settings/limits');
      await expect(page.getByText('The limits could not be loaded')).toBeVisible();
    },
  },
  {
    name: 'usage-of-little',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/usage');
      await expect(page.getByRole('table', { name: 'Cost by model' })).toBeVisible();
      await expect(page.getByRole('slider')).toBeVisible();
    },
  },
  {
    name: 'usage-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/usage');
      await expect(page.getByText('No calls this month')).toBeVisible();
    },
  },
  {
    name: 'usage-error',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/usage.summary**', (route) =>
        route.fulfill({
          status: 429,
          json: {
            error: {
              code: -32603,
              message: 'That was too much at once. Wait a minute and try again.',
              data: { app_code: 'rate_limited', request_id: 'req_7c1f2a9be04d4b63a7e2f0c9d1b8e5aa' },
            },
          },
        }),
      );
      await page.goto('/usage');
      await expect(page.getByText('The usage could not be loaded')).toBeVisible();
    },
  },
  plain('team', 'newcomer', '/settings/team', 'General'),
  plain('roles', 'member', '/settings/roles', 'Roles'),
  {
    name: 'team-company',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'teams.get', someTeam);
      await page.goto('/settings/team');
      await page.getByRole('button', { name: 'Delete the team' }).click();
      await page.getByRole('dialog').getByLabel('Type Night crew to confirm').fill('Night crew');
    },
  },
  {
    name: 'members',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'members.list', someMembers);
      await answerWith(page, 'invitations.list', someInvitations);
      await page.goto('/settings/members');
      await expect(page.getByText('lea@example.com')).toBeVisible();
      await expect(page.getByText('noor@example.com')).toBeVisible();
    },
  },
  {
    name: 'members-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/members');
      await expect(page.getByText('Nobody is invited')).toBeVisible();
    },
  },
  {
    name: 'members-loading',
    visitor: 'newcomer',
    show: async (page) => {
      await page.route('**/api/trpc/members.list**', () => {});
      await page.goto('/settings/members');
      await expect(page.getByText('Loading the members')).toBeAttached();
    },
  },
  {
    name: 'members-error',
    visitor: 'newcomer',
    show: async (page) => {
      await page.route('**/api/trpc/members.list**', (route) =>
        route.fulfill({
          status: 429,
          json: {
            error: {
              code: -32603,
              message: 'That was too much at once. Wait a minute and try again.',
              data: { app_code: 'rate_limited', request_id: 'req_7c1f2a9be04d4b63a7e2f0c9d1b8e5aa' },
            },
          },
        }),
      );
      await page.goto('/settings/members');
      await expect(page.getByText('The members could not be loaded')).toBeVisible();
    },
  },
  {
    name: 'invite',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/members?invite=1');
      await page.getByRole('dialog').getByLabel('Email').fill('noor');
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'invited',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'invitations.create', sentInvitation);
      await page.goto('/settings/members?invite=1');
      await page.getByRole('dialog').getByLabel('Email').fill('noor@example.com');
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByText(/join\?invitation=/)).toBeVisible();
    },
  },
  {
    name: 'your-teams',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'teams.list', ownTeams);
      await page.goto('/settings/teams');
      await expect(page.getByRole('region', { name: 'Deleted teams' })).toBeVisible();
    },
  },
  plain('join-nothing', 'stranger', '/join?invitation=nothing', 'This link opens nothing'),
  plain('diagnostics', 'member', '/docs/diagnostics', 'Diagnostics'),
  plain('diagnostics-signed-out', 'stranger', '/docs/diagnostics', 'Diagnostics'),
  plain('tools', 'member', '/docs/tools', 'Tools'),
  plain('not-found', 'member', '/runs/nothing', /.*/),
  {
    name: 'no-such-run',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/runs/run_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such run')).toBeVisible();
    },
  },
  {
    name: 'threads',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/threads');
      await expect(page.getByRole('main').getByRole('link', { name: /What is 17/ })).toBeVisible();
    },
  },
  {
    name: 'threads-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/threads');
      await expect(page.getByText('No threads yet')).toBeVisible();
    },
  },
  {
    name: 'thread',
    visitor: 'member',
    show: async (page, { threadId }) => {
      await page.goto(`/threads/${threadId}`);
      await expect(page.getByText('And what time is it in Paris?')).toBeVisible();
      await expect(page.getByText('420').first()).toBeVisible();
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: 'thread-new',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/threads/new?agent=${agentId}`);
      await expect(heading(page, 'Price watch')).toBeVisible();
      await page.getByRole('textbox', { name: 'Message' }).fill('Which tent is the cheapest?');
    },
  },
  {
    name: 'no-such-thread',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/threads/thr_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such thread')).toBeVisible();
    },
  },
  {
    name: 'knowledge',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/knowledge');
      await expect(page.getByText('shop-handbook.md')).toBeVisible();
      await page.getByLabel('Search the documents').fill('what if it arrives broken?');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('list', { name: 'Passages found' })).toContainText('replacement at once');
    },
  },
  {
    name: 'knowledge-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/knowledge');
      await expect(page.getByText('No documents yet')).toBeVisible();
    },
  },
  {
    name: 'tests',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'tests.runs', someTestRuns(agentId));
      await answerWith(page, 'datasets.list', someDatasets);
      await answerWith(page, 'tests.gate', someGate(agentId));
      await page.goto(`/tests?agent=${agentId}`);
      await expect(page.getByRole('region', { name: 'Gate' })).toContainText('Closed');
      await expect(page.getByRole('region', { name: 'Trend' }).getByRole('slider')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Test runs' })).toContainText('Running');
    },
  },
  {
    name: 'tests-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/tests');
      await expect(page.getByText('No test runs yet')).toBeVisible();
      await expect(page.getByText('No datasets', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'tests-run-dialog',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/tests?agent=${agentId}&run=1`);
      await expect(page.getByRole('dialog').getByRole('status')).toContainText('1 test × 3 = 3 trials');
    },
  },
  {
    name: 'test-run',
    visitor: 'member',
    show: async (page, { agentId }) => {
      const [, run] = someTestRuns(agentId).items;
      await answerWith(page, 'tests.status', run);
      await answerWith(page, 'tests.ofRun', someTests);
      await answerWith(page, 'tests.get', someTest);
      await answerWith(page, 'tests.gate', someGate(agentId));
      await answerWith(page, 'testEvidence.figures', someFigures);
      await page.goto(`/tests/runs/${run?.run_id}?test=${someTest.test_id}`);
      await expect(page.getByRole('region', { name: 'Assertions' })).toContainText('only the first one');
      await expect(page.getByRole('region', { name: 'Figures' })).toContainText('pass^3');
      await expect(page.getByRole('region', { name: 'Gate' })).toContainText('Closed');
    },
  },
  {
    name: 'test-compare',
    visitor: 'member',
    show: async (page, { agentId }) => {
      const compared = someComparison(agentId);
      await answerWith(page, 'testEvidence.compare', compared);
      await page.goto(`/tests/compare?before=${compared.before.run_id}&after=${compared.after.run_id}`);
      await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('About 40 more cases needed');
      await expect(page.getByRole('region', { name: 'Spec' }).locator('.view-line').first()).toBeVisible();
    },
  },
  {
    name: 'test-label',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'testEvidence.toLabel', someTrialsToLabel);
      await answerWith(page, 'testEvidence.calibration', someCalibration);
      await page.goto(`/tests/label?agent=${agentId}`);
      await expect(page.getByRole('region', { name: 'The judge' })).toContainText('Advisory');
      await expect(page.getByRole('region', { name: 'Answered' })).toContainText('Berlin');
    },
  },
  {
    name: 'dataset-new',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/tests/datasets/new?agent=${agentId}`);
      await page.getByRole('button', { name: 'Add case' }).first().click();
      await page.getByLabel('Name of the case').fill('finds the price of the tent');
      await page.getByRole('button', { name: 'Add expectation' }).click();
      await page.getByLabel('Kind').last().selectOption('tool_arguments');
    },
  },
  {
    name: 'save-as-test',
    visitor: 'member',
    show: async (page, { runId }) => {
      await page.goto(`/runs/${runId}`);
      await page.getByRole('button', { name: 'Save as test' }).click();
      await expect(
        page.getByRole('dialog').getByRole('region', { name: 'Input', exact: true }),
      ).toBeVisible();
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
  {
    name: 'no-such-test-run',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/tests/runs/tsr_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such test run')).toBeVisible();
    },
  },
  ...dashboardScenes,
  ...marketplaceScenes,
];
