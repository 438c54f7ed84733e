import { expect } from '@playwright/test';
import { answerWith, refuseWith, tooMuch } from '../answers.ts';
import { manyEvents } from '../many-events.ts';
import type { Scene } from '../scene.ts';
import { busyReceipt, busyReceiptKeys } from '../some-receipt.ts';

/** Runs and their receipts. */
export const runsScenes: readonly Scene[] = [
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
      await refuseWith(page, 'runs.list', tooMuch);
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
    name: 'no-such-run',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/runs/run_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such run')).toBeVisible();
    },
  },
];
