import {
  type BalanceTransaction,
  type BalanceTransactionType,
  type FeeDetail,
  newBalanceTransaction,
} from '../shapes/balance-transaction.ts';
import type { World } from '../world.ts';

/** How long money of a charge is on its way. */
export const pendingSeconds = 2 * 24 * 60 * 60;

export interface Movement {
  account: string;
  amount: number;
  currency: string;
  type: BalanceTransactionType;
  reporting_category: string;
  source: string;
  /** Unix seconds. */
  availableOn: number;
  fees?: FeeDetail[];
  description?: string | null;
}

/** Moves money into or out of a balance; nothing else does. */
export function post(world: World, movement: Movement): BalanceTransaction {
  const { account, availableOn, fees = [], description = null, ...fields } = movement;
  const transaction = newBalanceTransaction(world.birth('balance_transaction'), {
    ...fields,
    available_on: availableOn,
    fees,
    description,
  });
  world.put(account, transaction);
  return transaction;
}

/** 2.9 % and 30 cents, to the nearest cent. */
export function processingFee(amount: number, currency: string): FeeDetail {
  return {
    amount: Math.round((amount * 29) / 1000) + 30,
    application: null,
    currency,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
}

/** 15.00, which is not given back. */
export function disputeFee(currency: string): FeeDetail {
  return { amount: 1500, application: null, currency, description: 'Dispute fee', type: 'stripe_fee' };
}

export interface Held {
  currency: string;
  available: number;
  pending: number;
}

/** The sum of all movements by currency: what may be used now, and what is on its way. */
export function held({ store, now }: World, account: string): Held[] {
  const rows = store.rows(
    `SELECT body ->> '$.currency' AS currency,
            coalesce(sum(CASE WHEN body ->> '$.available_on' <= ? THEN body ->> '$.net' END), 0) AS available,
            coalesce(sum(CASE WHEN body ->> '$.available_on' > ? THEN body ->> '$.net' END), 0) AS pending
     FROM objects WHERE kind = 'balance_transaction' AND account = ? GROUP BY 1 ORDER BY 1`,
    now(),
    now(),
    account,
  );
  return rows.map((row) => ({
    currency: String(row.currency),
    available: Number(row.available),
    pending: Number(row.pending),
  }));
}

export function availableIn(world: World, account: string, currency: string): number {
  return held(world, account).find((one) => one.currency === currency)?.available ?? 0;
}
