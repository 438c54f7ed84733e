import type { Page } from '@playwright/test';
import type { World } from './world.ts';

/** A page in one of its states: who looks at it, and how it is brought about. */
export interface Scene {
  name: string;
  visitor: 'stranger' | 'newcomer' | 'member' | 'crew';
  show: (page: Page, world: World) => Promise<void>;
}
