import { expect } from '@playwright/test';
import { answerWith, busyUsage, refuseWith, tooMuch } from '../answers.ts';
import type { Scene } from '../scene.ts';

/** Usage. */
export const usageScenes: readonly Scene[] = [
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
      await refuseWith(page, 'usage.summary', tooMuch);
      await page.goto('/usage');
      await expect(page.getByText('The usage could not be loaded')).toBeVisible();
    },
  },
];
