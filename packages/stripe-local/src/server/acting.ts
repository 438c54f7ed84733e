import type { World } from '../world.ts';

/** What pages and the test switches do: one transaction, and its events on their way. */
export interface Acting {
  world: World;
  act<T>(work: () => T): T;
}
