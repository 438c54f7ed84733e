import { expect } from '@playwright/test';
import { answerWith, busyHealth, busyModels, busyRoute, busyUsage } from '../answers.ts';
import type { Scene } from '../scene.ts';

/** Models, and why one was chosen. */
export const modelsScenes: readonly Scene[] = [
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
];
