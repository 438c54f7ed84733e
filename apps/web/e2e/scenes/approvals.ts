import { expect } from '@playwright/test';
import { answerWith, decidedApprovals, someApprovals } from '../answers.ts';
import type { Scene } from '../scene.ts';

/** Approvals. */
export const approvalsScenes: readonly Scene[] = [
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
];
