import type { World } from '../world.ts';
import { expireSession } from './complete-checkout.ts';
import { decideDispute } from './open-dispute.ts';

/** What falls due by itself, by the name under which it was scheduled. */
const tasks: Record<string, (world: World, subject: string) => void> = {
  expire_session(world, id) {
    const found = world.store.find('checkout.session', id);
    if (found?.object.status === 'open') expireSession(world, found.account, found.object);
  },
  /** Nobody answered in time. */
  lose_dispute(world, id) {
    const found = world.store.find('dispute', id);
    if (found?.object.status === 'needs_response') decideDispute(world, found.account, found.object, 'lost');
  },
};

export function runDueTask(world: World, task: string, subject: string): void {
  const run = tasks[task];
  if (run === undefined) throw new Error(`nobody knows the task ${task}`);
  run(world, subject);
}
