import { expect } from '@playwright/test';
import { answerWith } from '../answers.ts';
import type { Scene } from '../scene.ts';
import { busyDashboard, sharedViews } from '../some-dashboard.ts';

export const dashboardScenes: readonly Scene[] = [
  {
    name: 'dashboard',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'dashboard.get', busyDashboard);
      await answerWith(page, 'dashboard.views', sharedViews);
      await page.goto('/dashboard?range=30d');
      await page.getByRole('slider', { name: /^US dollars, by the model/ }).focus();
      await page.keyboard.press('ArrowRight');
      await page.evaluate(() => scrollTo(0, 0));
      await expect(page.getByRole('table', { name: 'Agents' })).toBeVisible();
    },
  },
  {
    name: 'dashboard-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/dashboard');
      await expect(page.getByText('No runs in this time')).toBeVisible();
    },
  },
  {
    name: 'dashboard-error',
    visitor: 'member',
    show: async (page) => {
      await page.route('**/api/trpc/dashboard.get**', (route) =>
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
      await page.goto('/dashboard');
      await expect(page.getByText('The dashboard could not be loaded')).toBeVisible();
    },
  },
];
