import { need } from '../http/listing.ts';
import type { Customer } from '../shapes/customer.ts';
import {
  type Invoice,
  type InvoiceLine,
  type LineFields,
  newInvoice,
  newInvoiceLine,
  newInvoicePayment,
  type Period,
} from '../shapes/invoice.ts';
import { newPaymentIntent, type PaymentError, type PaymentIntent } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { Subscription } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { confirmPaymentIntent } from './confirm-payment-intent.ts';
import { keepOpenDiscounts, reduceInvoice, taxInvoice } from './price-invoice.ts';

const noTax = { onTop: 0, inside: 0 };

export interface InvoiceOrder {
  customer: Customer;
  /** Also says whether it is taxed, and what it is reduced by. */
  subscription: Pick<Subscription, 'id' | 'metadata' | 'automatic_tax' | 'discounts'> | null;
  currency: string;
  reason: string;
  period: Period;
  lines: readonly LineFields[];
}

/** An invoice as it would be: its lines summed, less what is off, with tax, and the customer's balance taken into account. */
export function draftInvoice(world: World, order: InvoiceOrder, id = world.newId('invoice')): Invoice {
  const invoice = newInvoice({ id, created: world.now() }, order);
  const lines: InvoiceLine[] = order.lines.map((line) => newInvoiceLine(`il_${world.secret()}`, id, line));
  invoice.lines = { ...invoice.lines, data: lines };
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const discount = reduceInvoice(world, invoice, order.subscription?.discounts ?? []);
  const tax = order.subscription?.automatic_tax.enabled ? taxInvoice(invoice, order.customer) : noTax;
  const total = subtotal - discount + tax.onTop;
  invoice.subtotal = subtotal;
  invoice.subtotal_excluding_tax = subtotal - tax.inside;
  invoice.total = total;
  invoice.total_excluding_tax = total - tax.onTop - tax.inside;
  invoice.starting_balance = order.customer.balance;
  // A balance below zero is credit; a total below zero becomes credit.
  const owed = total + order.customer.balance;
  invoice.ending_balance = Math.min(0, owed);
  invoice.amount_due = Math.max(0, owed);
  invoice.amount_remaining = invoice.amount_due;
  return invoice;
}

/** Makes an invoice and sends it: from here on it may be paid. */
export function issueInvoice(world: World, account: string, order: InvoiceOrder): Invoice {
  const invoice = draftInvoice(world, order);
  world.put(account, invoice);
  world.emit(account, 'invoice.created', invoice);
  const { customer } = order;
  invoice.status = 'open';
  invoice.number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
  invoice.effective_at = world.now();
  invoice.status_transitions.finalized_at = world.now();
  invoice.hosted_invoice_url = `${world.baseUrl}/invoices/${invoice.id}`;
  invoice.invoice_pdf = `${world.baseUrl}/invoices/${invoice.id}?print=1`;
  customer.next_invoice_sequence += 1;
  customer.balance = invoice.ending_balance ?? 0;
  customer.currency ??= order.currency;
  world.put(account, customer);
  world.put(account, invoice);
  keepOpenDiscounts(world, invoice, order.subscription);
  world.emit(account, 'invoice.finalized', invoice);
  return invoice;
}

export interface InvoiceCharge {
  account: string;
  invoice: Invoice;
  paymentMethod: PaymentMethod | null;
  offSession: boolean;
  authenticated: boolean;
}

/** Tries to take what is due; null when it worked. */
export function payInvoice(world: World, charge: InvoiceCharge): PaymentError | null {
  const { account, invoice, paymentMethod } = charge;
  invoice.attempted = true;
  if (invoice.amount_due === 0) {
    settle(world, account, invoice);
    return null;
  }
  invoice.attempt_count += 1;
  const error = paymentMethod === null ? noCard : takeMoney(world, charge, paymentMethod);
  if (error === null) {
    settle(world, account, invoice);
    return null;
  }
  world.put(account, invoice);
  world.emit(account, 'invoice.payment_failed', invoice);
  return error;
}

const noCard: PaymentError = {
  type: 'invalid_request_error',
  code: 'missing_payment_method',
  message: 'This customer has no payment method to charge.',
};

function takeMoney(
  world: World,
  { account, invoice, offSession, authenticated }: InvoiceCharge,
  paymentMethod: PaymentMethod,
): PaymentError | null {
  const intent = intentOf(world, account, invoice);
  confirmPaymentIntent(world, {
    account,
    intent,
    paymentMethod,
    offSession,
    authenticated,
    returnUrl: null,
  });
  if (intent.status === 'succeeded') return null;
  return (
    intent.last_payment_error ?? {
      type: 'card_error',
      code: 'authentication_required',
      message: 'This payment requires its holder to approve it.',
    }
  );
}

function intentOf(world: World, account: string, invoice: Invoice): PaymentIntent {
  if (invoice._payment_intent !== null) {
    return need({ world, account }, 'payment_intent', invoice._payment_intent);
  }
  const intent = newPaymentIntent(world.birth('payment_intent'), {
    amount: invoice.amount_due,
    currency: invoice.currency,
    secret: world.secret(),
  });
  intent.customer = invoice.customer;
  intent.setup_future_usage = 'off_session';
  intent.description =
    invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update';
  world.put(account, intent);
  world.emit(account, 'payment_intent.created', intent);
  const payment = newInvoicePayment(world.birth('invoice_payment'), {
    amount: invoice.amount_due,
    currency: invoice.currency,
    invoice: invoice.id,
    payment_intent: intent.id,
  });
  world.put(account, payment);
  invoice._payment_intent = intent.id;
  return intent;
}

function settle(world: World, account: string, invoice: Invoice): void {
  invoice.status = 'paid';
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.next_payment_attempt = null;
  invoice.auto_advance = false;
  invoice.status_transitions.paid_at = world.now();
  world.store.unschedule('retry_invoice', invoice.id);
  world.put(account, invoice);
  const where = [['invoice', invoice.id]] as const;
  for (const payment of world.store.list('invoice_payment', { account, where, limit: 1 })) {
    payment.status = 'paid';
    payment.amount_paid = invoice.amount_paid;
    payment.status_transitions.paid_at = world.now();
    world.put(account, payment);
    world.emit(account, 'invoice_payment.paid', payment);
  }
  world.emit(account, 'invoice.paid', invoice);
  world.emit(account, 'invoice.payment_succeeded', invoice);
}
