import type { Account } from '../shapes/account.ts';
import type { BalanceTransaction } from '../shapes/balance-transaction.ts';
import type { Price, Product } from '../shapes/catalogue.ts';
import type { Charge } from '../shapes/charge.ts';
import type { CheckoutSession } from '../shapes/checkout-session.ts';
import type { Customer } from '../shapes/customer.ts';
import type { Coupon, Discount, PromotionCode } from '../shapes/discount.ts';
import type { Dispute } from '../shapes/dispute.ts';
import type { StripeEvent } from '../shapes/event.ts';
import type { Invoice, InvoiceItem, InvoicePayment } from '../shapes/invoice.ts';
import type { PaymentIntent } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { Payout } from '../shapes/payout.ts';
import type { PortalConfiguration, PortalSession } from '../shapes/portal.ts';
import type { Refund } from '../shapes/refund.ts';
import type { Subscription } from '../shapes/subscription.ts';
import type { Transfer, TransferReversal } from '../shapes/transfer.ts';
import type { WebhookEndpoint } from '../shapes/webhook-endpoint.ts';

/** What is kept, by the name in its `object`. */
export interface Kinds {
  account: Account;
  balance_transaction: BalanceTransaction;
  'billing_portal.configuration': PortalConfiguration;
  'billing_portal.session': PortalSession;
  charge: Charge;
  'checkout.session': CheckoutSession;
  coupon: Coupon;
  customer: Customer;
  discount: Discount;
  dispute: Dispute;
  event: StripeEvent;
  invoice: Invoice;
  invoice_payment: InvoicePayment;
  invoiceitem: InvoiceItem;
  payment_intent: PaymentIntent;
  payment_method: PaymentMethod;
  payout: Payout;
  price: Price;
  product: Product;
  promotion_code: PromotionCode;
  refund: Refund;
  subscription: Subscription;
  transfer: Transfer;
  transfer_reversal: TransferReversal;
  webhook_endpoint: WebhookEndpoint;
}
export type Kind = keyof Kinds;

/** How ids of each kind begin; charges have two, as on Stripe. */
export const prefixes: Record<Kind, readonly string[]> = {
  account: ['acct'],
  balance_transaction: ['txn'],
  'billing_portal.configuration': ['bpc'],
  'billing_portal.session': ['bps'],
  charge: ['ch', 'py'],
  'checkout.session': ['cs_test'],
  coupon: ['coupon'],
  customer: ['cus'],
  discount: ['di'],
  dispute: ['dp'],
  event: ['evt'],
  invoice: ['in'],
  invoice_payment: ['inpay'],
  invoiceitem: ['ii'],
  payment_intent: ['pi'],
  payment_method: ['pm'],
  payout: ['po'],
  price: ['price'],
  product: ['prod'],
  promotion_code: ['promo'],
  refund: ['re', 'pyr'],
  subscription: ['sub'],
  transfer: ['tr'],
  transfer_reversal: ['trr'],
  webhook_endpoint: ['we'],
};

/** The kind that an id names by how it begins; null for what is no id of ours. */
export function kindOf(id: string): Kind | null {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  for (const [kind, names] of Object.entries(prefixes)) {
    if (names.includes(prefix)) return kind as Kind;
  }
  return null;
}
