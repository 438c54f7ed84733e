import { expect } from '@playwright/test';
import { heading, type Scene } from '../scene.ts';

/** Threads. */
export const threadsScenes: readonly Scene[] = [
  {
    name: 'threads',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/threads');
      await expect(page.getByRole('main').getByRole('link', { name: /What is 17/ })).toBeVisible();
    },
  },
  {
    name: 'threads-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/threads');
      await expect(page.getByText('No threads yet')).toBeVisible();
    },
  },
  {
    name: 'thread',
    visitor: 'member',
    show: async (page, { threadId }) => {
      await page.goto(`/threads/${threadId}`);
      await expect(page.getByText('And what time is it in Paris?')).toBeVisible();
      await expect(page.getByText('420').first()).toBeVisible();
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: 'thread-new',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/threads/new?agent=${agentId}`);
      await expect(heading(page, 'Price watch')).toBeVisible();
      await page.getByRole('textbox', { name: 'Message' }).fill('Which tent is the cheapest?');
    },
  },
  {
    name: 'no-such-thread',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/threads/thr_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such thread')).toBeVisible();
    },
  },
];
