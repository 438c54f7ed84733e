import { invalidRequest } from '../http/stripe-error.ts';
import type { Account, PayoutSchedule } from '../shapes/account.ts';
import { newPayout, type Payout } from '../shapes/payout.ts';
import type { World } from '../world.ts';
import { availableIn, held, post } from './balance.ts';
import { money } from './refund-charge.ts';

const day = 24 * 60 * 60;
/** From the bank's point of view: two days after it was sent, at midnight. */
const arrivesAfter = 2 * day;

export interface PayoutOrder {
  account: string;
  amount: number;
  currency: string;
  automatic: boolean;
}

/** Sends available money of an account to its bank. */
export function createPayout(world: World, order: PayoutOrder): Payout {
  const { account, amount, currency } = order;
  const bank = bankOf(world, account);
  const available = availableIn(world, account, currency);
  if (available < amount) {
    throw invalidRequest(
      `You have insufficient funds in your Stripe account for this transfer. Your card balance is ${money(available, currency)}.`,
      { code: 'balance_insufficient', param: 'amount' },
    );
  }
  const payout = newPayout(world.birth('payout'), {
    ...order,
    arrival_date: Math.ceil((world.now() + arrivesAfter) / day) * day,
    destination: bank.id,
  });
  payout.balance_transaction = post(world, {
    account,
    amount: -amount,
    currency,
    type: 'payout',
    reporting_category: 'payout',
    source: payout.id,
    availableOn: world.now(),
    description: payout.description,
  }).id;
  world.put(account, payout);
  world.emit(account, 'payout.created', payout);
  world.store.schedule(payout.arrival_date, 'payout_arrives', payout.id);
  return payout;
}

function bankOf(world: World, account: string): { id: string | null; fails: boolean } {
  if (account === world.platform) return { id: null, fails: false };
  const owner = world.store.get(world.platform, 'account', account);
  const bank = owner?.external_accounts.data[0];
  if (owner?.payouts_enabled !== true || bank === undefined) {
    throw invalidRequest(
      'Cannot create payouts: this account has no bank account or payouts are not enabled yet.',
      {
        code: 'payouts_not_allowed',
      },
    );
  }
  return { id: bank.id, fails: bank._fails };
}

/** The bank has it, or sends it back. */
export function payoutArrives(world: World, account: string, payout: Payout): void {
  if (payout.status !== 'pending' && payout.status !== 'in_transit') return;
  if (bankOf(world, account).fails) {
    payout.status = 'failed';
    payout.failure_code = 'no_account';
    payout.failure_message =
      "Your payout couldn't be completed: the bank account details on file are probably incorrect.";
    payout.failure_balance_transaction = bringBack(world, account, payout, 'payout_failure');
    world.put(account, payout);
    world.emit(account, 'payout.failed', payout);
    return;
  }
  payout.status = 'paid';
  payout.trace_id = { status: 'supported', value: payout.id.slice(-12) };
  if (payout.automatic) payout.reconciliation_status = 'completed';
  world.put(account, payout);
  world.emit(account, 'payout.paid', payout);
}

export function cancelPayout(world: World, account: string, payout: Payout): Payout {
  if (payout.status !== 'pending') {
    throw invalidRequest(`Payouts can only be canceled while pending; this one is ${payout.status}.`);
  }
  payout.status = 'canceled';
  bringBack(world, account, payout, 'payout_cancel');
  world.store.unschedule('payout_arrives', payout.id);
  world.put(account, payout);
  world.emit(account, 'payout.canceled', payout);
  return payout;
}

function bringBack(
  world: World,
  account: string,
  payout: Payout,
  type: 'payout_failure' | 'payout_cancel',
): string {
  return post(world, {
    account,
    amount: payout.amount,
    currency: payout.currency,
    type,
    reporting_category: 'payout_reversal',
    source: payout.id,
    availableOn: world.now(),
  }).id;
}

const pauses: Record<PayoutSchedule['interval'], number | null> = {
  manual: null,
  daily: day,
  weekly: 7 * day,
  monthly: 30 * day,
};

/** Orders the next automatic payout of an account, or none for who asks for each by hand. */
export function scheduleAutomaticPayouts(world: World, account: Account): void {
  const pause = pauses[account.settings.payouts.schedule.interval];
  if (pause === null || !account.payouts_enabled) world.store.unschedule('automatic_payout', account.id);
  else world.store.schedule(world.now() + pause, 'automatic_payout', account.id);
}

export function automaticPayout(world: World, account: Account): void {
  for (const { currency, available } of held(world, account.id)) {
    if (available > 0) {
      createPayout(world, { account: account.id, amount: available, currency, automatic: true });
    }
  }
  scheduleAutomaticPayouts(world, account);
}
