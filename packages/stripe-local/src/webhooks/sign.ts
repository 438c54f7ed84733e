import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header (https://docs.stripe.com/webhooks#verify-manually). */
export function signature(body: string, secret: string, atMs: number): string {
  const at = Math.floor(atMs / 1000);
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${mac}`;
}
