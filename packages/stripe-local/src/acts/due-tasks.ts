import type { World } from '../world.ts';
import { expireSession } from './complete-checkout.ts';
import { decideDispute } from './open-dispute.ts';
import { automaticPayout, payoutArrives } from './payouts.ts';
import { failRefund } from './refund-charge.ts';
import { renewSubscription, retryInvoice } from './renew-subscription.ts';
import { endSubscription } from './subscriptions.ts';

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
  fail_refund(world, id) {
    const found = world.store.find('refund', id);
    if (found !== null) failRefund(world, found.account, found.object);
  },
  payout_arrives(world, id) {
    const found = world.store.find('payout', id);
    if (found !== null) payoutArrives(world, found.account, found.object);
  },
  automatic_payout(world, id) {
    const found = world.store.find('account', id);
    if (found !== null) automaticPayout(world, found.object);
  },
  renew_subscription(world, id) {
    const found = world.store.find('subscription', id);
    if (found !== null) renewSubscription(world, found.account, found.object);
  },
  retry_invoice(world, id) {
    const found = world.store.find('invoice', id);
    if (found !== null) retryInvoice(world, found.account, found.object);
  },
  cancel_subscription(world, id) {
    const found = world.store.find('subscription', id);
    if (found === null || found.object.status === 'canceled') return;
    endSubscription(world, found.account, found.object, 'cancellation_requested');
  },
  trial_will_end(world, id) {
    const found = world.store.find('subscription', id);
    if (found?.object.status !== 'trialing') return;
    world.emit(found.account, 'customer.subscription.trial_will_end', found.object);
  },
};

export function runDueTask(world: World, task: string, subject: string): void {
  const run = tasks[task];
  if (run === undefined) throw new Error(`nobody knows the task ${task}`);
  run(world, subject);
}
