import { expect, type Locator, type Page } from '@playwright/test';
import type { World } from './world.ts';

/** A page in one of its states: who looks at it, and how it is brought about. */
export interface Scene {
  name: string;
  visitor: 'stranger' | 'newcomer' | 'member' | 'crew' | 'operator';
  show: (page: Page, world: World) => Promise<void>;
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { name, level: 1 });
}

/** A page that needs nothing done to it but to be there. */
export function plain(name: string, visitor: Scene['visitor'], path: string, title: string | RegExp): Scene {
  return {
    name,
    visitor,
    show: async (page) => {
      await page.goto(path);
      await expect(heading(page, title)).toBeVisible();
    },
  };
}
