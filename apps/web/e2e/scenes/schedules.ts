import { expect } from '@playwright/test';
import { answerWith } from '../answers.ts';
import type { Scene } from '../scene.ts';
import { someDeliveries, someSchedules, someTriggers } from '../some-schedules.ts';

/** Schedules and triggers. */
export const schedulesScenes: readonly Scene[] = [
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
];
