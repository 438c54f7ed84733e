import { expect } from '@playwright/test';
import type { Scene } from '../scene.ts';

/** The outbox. */
export const outboxScenes: readonly Scene[] = [
  {
    name: 'outbox',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/outbox');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
    },
  },
];
