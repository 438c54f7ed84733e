import { expect, type Page } from '@playwright/test';
import { answerWith } from '../answers.ts';
import { heading, type Scene } from '../scene.ts';
import {
  lackingFidelity,
  ownTemplate,
  paidPurchase,
  someEarnings,
  someFacets,
  someLibrary,
  someListing,
  someOwnTemplates,
  somePurchases,
  someReviews,
  someTemplates,
  someTries,
} from '../some-marketplace.ts';
import {
  readyAccount,
  someComparisons,
  someDifferences,
  someEntry,
  someModeration,
  somePayouts,
  somePayoutTrace,
} from '../some-money.ts';

async function showListing(page: Page): Promise<void> {
  await answerWith(page, 'marketplace.get', someListing);
  await answerWith(page, 'marketplace.reviews', someReviews);
  await answerWith(page, 'marketplace.fidelity', lackingFidelity);
  await answerWith(page, 'marketplace.tries', someTries);
  await answerWith(page, 'marketplace.library', someLibrary);
  await page.goto(`/marketplace/${someListing.id}`);
  await expect(heading(page, 'Refund desk')).toBeVisible();
  await expect(page.getByText('Answers what used to take us a morning.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('2.4 s');
  await expect(page.getByRole('region', { name: 'Get it' }).getByText('$19.00').first()).toBeVisible();
}

/** The marketplace, the library, the studio, and what operators see of them. */
export const marketplaceScenes: readonly Scene[] = [
  {
    name: 'marketplace',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'marketplace.search', someTemplates);
      await answerWith(page, 'marketplace.facets', someFacets);
      await page.goto('/marketplace');
      await expect(page.getByRole('link', { name: 'Invoice payer' })).toBeVisible();
    },
  },
  {
    name: 'marketplace-nothing',
    visitor: 'stranger',
    show: async (page) => {
      await answerWith(page, 'marketplace.search', { items: [], next_cursor: null });
      await page.goto('/marketplace?q=unicorns&category=finance');
      await expect(page.getByText('Nothing fits that')).toBeVisible();
    },
  },
  {
    name: 'listing',
    visitor: 'member',
    show: async (page) => {
      await showListing(page);
      await expect(page.getByRole('button', { name: 'Deploy' })).toBeVisible();
    },
  },
  {
    name: 'listing-deploy',
    visitor: 'member',
    show: async (page) => {
      await showListing(page);
      await page.getByRole('button', { name: 'Deploy' }).click();
      await expect(page.getByRole('dialog').getByText('no mail server connected')).toBeVisible();
    },
  },
  {
    name: 'purchase',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'purchases.get', paidPurchase);
      await page.goto(
        `/marketplace/${paidPurchase.template_id}/purchase?purchase=${paidPurchase.purchase_id}`,
      );
      await expect(page.getByText('It is yours')).toBeVisible();
    },
  },
  {
    name: 'library',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'marketplace.library', someLibrary);
      await answerWith(page, 'purchases.list', somePurchases);
      await page.goto('/library');
      await expect(page.getByRole('button', { name: 'Give back' })).toBeVisible();
    },
  },
  {
    name: 'studio',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'templates.list', someOwnTemplates);
      await page.goto('/studio');
      await expect(page.getByRole('link', { name: 'Refund desk' })).toBeVisible();
    },
  },
  {
    name: 'studio-template',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'templates.get', ownTemplate);
      await page.goto(`/studio/${ownTemplate.id}?tab=listing`);
      await expect(page.getByLabel('Title')).toHaveValue('Refund desk');
    },
  },
  {
    name: 'studio-earnings',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'creator.earnings', someEarnings);
      await page.goto('/studio?tab=earnings');
      await expect(page.getByText('$13.30 you').first()).toBeVisible();
    },
  },
  {
    name: 'studio-entry',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'creator.earnings', someEarnings);
      await answerWith(page, 'creator.earning', someEntry);
      await page.goto(`/studio?tab=earnings&entry=${someEntry.line.entry_id}`);
      await expect(page.getByRole('dialog').getByText('Another maker’s part')).toBeVisible();
    },
  },
  {
    name: 'studio-payouts',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'creator.account', readyAccount);
      await answerWith(page, 'creator.payouts', somePayouts);
      await answerWith(page, 'creator.payout', somePayoutTrace);
      await page.goto('/studio?tab=payouts&payout=po_1');
      await expect(page.getByText('of $19.00 = $11.97 you', { exact: false })).toBeVisible();
    },
  },
  {
    name: 'operator-reports',
    visitor: 'operator',
    show: async (page) => {
      await answerWith(page, 'moderation.queue', someModeration);
      await page.goto('/operator?tab=reports');
      await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible();
    },
  },
  {
    name: 'operator-books',
    visitor: 'operator',
    show: async (page) => {
      await answerWith(page, 'operator.reconciliations', someComparisons);
      await answerWith(page, 'operator.differences', someDifferences);
      await page.goto(`/operator?tab=books&comparison=${someComparisons.items[0]?.reconciliation_id}`);
      await expect(page.getByText('Another amount')).toBeVisible();
    },
  },
];
