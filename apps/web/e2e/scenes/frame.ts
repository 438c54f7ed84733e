import { expect } from '@playwright/test';
import { plain, type Scene } from '../scene.ts';

/** What lies over every page, and what is there where no page is. */
export const frameScenes: readonly Scene[] = [
  {
    name: 'palette',
    visitor: 'member',
    show: async (page) => {
      await page.goto('/runs');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('option', { name: /Price watch/ }).first()).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/agents');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  {
    name: 'shortcuts-page',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/shortcuts');
      await expect(page.getByRole('switch', { name: 'Keys without ⌘ or Ctrl' })).toBeVisible();
    },
  },
  plain('not-found', 'member', '/runs/nothing', /.*/),
];
