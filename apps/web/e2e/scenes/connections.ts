import { expect } from '@playwright/test';
import { answerWith } from '../answers.ts';
import type { Scene } from '../scene.ts';
import { someConnections, someToolChanges, someTools } from '../some-connections.ts';

/** Connections. */
export const connectionsScenes: readonly Scene[] = [
  {
    name: 'connections',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'connections.list', someConnections);
      await answerWith(page, 'connections.changes', someToolChanges);
      await page.goto('/settings/connections');
      await expect(page.getByText('Handbook', { exact: true })).toBeVisible();
      await expect(page.getByText('Refused by the service')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Changed tools' })).toContainText('send it all');
    },
  },
  {
    name: 'connections-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/connections');
      await expect(page.getByText('No connections')).toBeVisible();
    },
  },
  {
    name: 'add-connection',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/connections?add=1');
      await expect(page.getByRole('dialog', { name: 'Add connection' })).toBeVisible();
    },
  },
  {
    name: 'connection-tools',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'connections.list', someConnections);
      await answerWith(page, 'connections.tools', someTools);
      await page.goto(`/settings/connections?tools=${someConnections.items[0]?.id}`);
      await expect(page.getByText('Searches the handbook of the company.')).toBeVisible();
    },
  },
];
