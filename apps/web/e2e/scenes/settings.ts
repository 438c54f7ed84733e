import { expect } from '@playwright/test';
import { answerWith, refuseWith, someProviderKeys, tightQuota, unreachable } from '../answers.ts';
import type { Scene } from '../scene.ts';
import { someApiKeys } from '../some-api-keys.ts';
import { leavingAccount, someExports } from '../some-exports.ts';
import { owingBilling, someInvoices } from '../some-marketplace.ts';
import { sentEvent, sentEvents, someWebhooks } from '../some-webhooks.ts';

/** Settings: keys, security, webhooks, the audit log, limits and the plan. */
export const settingsScenes: readonly Scene[] = [
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
      await refuseWith(page, 'usage.quota', unreachable);
      await page.goto('/settings/limits');
      await expect(page.getByText('The limits could not be loaded')).toBeVisible();
    },
  },
  {
    name: 'billing',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'billing.get', owingBilling);
      await answerWith(page, 'billing.invoices', someInvoices);
      await answerWith(page, 'usage.quota', tightQuota);
      await page.goto('/settings/billing');
      await expect(page.getByText('AF-0002')).toBeVisible();
      await expect(page.getByText('43,118 of 50,000')).toBeVisible();
    },
  },
];
