import { expect } from '@playwright/test';
import type { Scene } from '../scene.ts';

/** Documents that agents look things up in. */
export const knowledgeScenes: readonly Scene[] = [
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
];
