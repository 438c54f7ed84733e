import { need } from '../http/listing.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { newDestinationPayment } from '../shapes/charge.ts';
import type { Metadata } from '../shapes/none.ts';
import { newRefund } from '../shapes/refund.ts';
import {
  newTransfer,
  newTransferReversal,
  type Transfer,
  type TransferReversal,
} from '../shapes/transfer.ts';
import type { World } from '../world.ts';
import { availableIn, held, post } from './balance.ts';
import { money } from './refund-charge.ts';

export interface TransferOrder {
  amount: number;
  currency: string;
  destination: string;
  description?: string | undefined;
  metadata?: Metadata | undefined;
  source_transaction?: string | undefined;
  transfer_group?: string | undefined;
}

/**
 * Moves money of the platform to a connected account: at once from what is available, or, tied to a charge by
 * `source_transaction`, as soon as that charge's money is.
 */
export function createTransfer(world: World, order: TransferOrder): Transfer {
  const account = world.platform;
  const destination = need({ world, account }, 'account', order.destination, 'destination');
  if (destination.capabilities.transfers !== 'active') {
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer' },
    );
  }
  const source = sourceOf(world, order);
  if (source === null && availableIn(world, account, order.currency) < order.amount) {
    throw invalidRequest(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card.',
      { code: 'balance_insufficient' },
    );
  }
  const availableOn = source?.availableOn ?? world.now();
  const transfer = newTransfer(world.birth('transfer'), order);
  transfer.description = order.description ?? null;
  transfer.metadata = order.metadata ?? {};
  transfer.source_transaction = order.source_transaction ?? null;
  transfer.transfer_group = order.transfer_group ?? source?.group ?? null;
  transfer.balance_transaction = post(world, {
    account,
    amount: -order.amount,
    currency: order.currency,
    type: 'transfer',
    reporting_category: 'transfer',
    source: transfer.id,
    availableOn,
    description: transfer.description,
  }).id;
  transfer.destination_payment = receive(world, transfer, availableOn);
  world.put(account, transfer);
  world.emit(account, 'transfer.created', transfer);
  return transfer;
}

function sourceOf(world: World, order: TransferOrder): { availableOn: number; group: string | null } | null {
  if (order.source_transaction === undefined) return null;
  const account = world.platform;
  const charge = need({ world, account }, 'charge', order.source_transaction, 'source_transaction');
  const where = [['source_transaction', charge.id]] as const;
  const moved = world.store
    .list('transfer', { account, where, limit: 1_000 })
    .reduce((sum, { amount, amount_reversed }) => sum + amount - amount_reversed, 0);
  if (charge.balance_transaction === null || moved + order.amount > charge.amount - charge.amount_refunded) {
    throw invalidRequest(
      `Cannot use the charge as a source: transfers using this transaction as a source must not exceed the source amount of ${money(charge.amount - charge.amount_refunded, charge.currency)}. (There is already ${money(moved, charge.currency)} transferred using this source.)`,
      { param: 'amount' },
    );
  }
  const transaction = need({ world, account }, 'balance_transaction', charge.balance_transaction);
  return { availableOn: Math.max(world.now(), transaction.available_on), group: charge.transfer_group };
}

/** How the money looks on the connected account: a payment. */
function receive(world: World, transfer: Transfer, availableOn: number): string {
  const account = transfer.destination;
  const payment = newDestinationPayment(world.birth('charge', 'py'), {
    amount: transfer.amount,
    currency: transfer.currency,
    transfer: transfer.id,
  });
  payment.balance_transaction = post(world, {
    account,
    amount: transfer.amount,
    currency: transfer.currency,
    type: 'payment',
    reporting_category: 'charge',
    source: payment.id,
    availableOn,
  }).id;
  world.put(account, payment);
  world.emit(account, 'payment.created', payment);
  return payment.id;
}

export interface ReversalOrder {
  transfer: Transfer;
  amount?: number | undefined;
  description?: string | undefined;
  metadata?: Metadata | undefined;
}

/** Takes transferred money back, as far as the connected account still has it. */
export function reverseTransfer(world: World, order: ReversalOrder): TransferReversal {
  const account = world.platform;
  const { transfer } = order;
  const left = transfer.amount - transfer.amount_reversed;
  if (left === 0) {
    throw invalidRequest(`Transfer ${transfer.id} has already been fully reversed.`, { param: 'amount' });
  }
  const amount = order.amount ?? left;
  if (amount > left) {
    throw invalidRequest(
      `Transfer reversal amount (${money(amount, transfer.currency)}) is greater than unreversed amount on transfer (${money(left, transfer.currency)})`,
      { param: 'amount' },
    );
  }
  const there = held(world, transfer.destination).find(({ currency }) => currency === transfer.currency);
  if ((there?.available ?? 0) + (there?.pending ?? 0) < amount) {
    throw invalidRequest(
      `The destination account (${transfer.destination}) has insufficient funds to reverse ${money(amount, transfer.currency)} of this transfer.`,
      { code: 'balance_insufficient' },
    );
  }
  const sent = need({ world, account }, 'balance_transaction', transfer.balance_transaction ?? '');
  const availableOn = Math.max(world.now(), sent.available_on);
  const reversal = newTransferReversal(world.birth('transfer_reversal'), {
    amount,
    currency: transfer.currency,
    transfer: transfer.id,
    metadata: order.metadata ?? {},
  });
  reversal.balance_transaction = post(world, {
    account,
    amount,
    currency: transfer.currency,
    type: 'transfer_refund',
    reporting_category: 'transfer_reversal',
    source: reversal.id,
    availableOn,
    description: order.description ?? null,
  }).id;
  reversal.destination_payment_refund = giveBack(world, transfer, amount, availableOn);
  world.put(account, reversal);
  transfer.amount_reversed += amount;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  transfer.reversals = { ...transfer.reversals, data: [reversal, ...transfer.reversals.data] };
  world.put(account, transfer);
  world.emit(account, 'transfer.reversed', transfer);
  return reversal;
}

function giveBack(world: World, transfer: Transfer, amount: number, availableOn: number): string {
  const account = transfer.destination;
  const payment = need({ world, account }, 'charge', transfer.destination_payment ?? '');
  const refund = newRefund(world.birth('refund', 'pyr'), {
    amount,
    currency: transfer.currency,
    charge: payment.id,
    payment_intent: null,
    reason: null,
    metadata: {},
  });
  refund.balance_transaction = post(world, {
    account,
    amount: -amount,
    currency: transfer.currency,
    type: 'payment_refund',
    reporting_category: 'refund',
    source: refund.id,
    availableOn,
  }).id;
  world.put(account, refund);
  payment.amount_refunded += amount;
  payment.refunded = payment.amount_refunded === payment.amount;
  world.put(account, payment);
  return refund.id;
}
