import { invalidRequest } from '../http/stripe-error.ts';

const near = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Events go to this machine alone: a local Stripe calls nobody else's server. */
export function refuseFarUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'http:' && near.has(parsed.hostname)) return;
  throw invalidRequest('The local Stripe sends webhooks to http addresses of this machine alone.', {
    code: 'url_invalid',
    param: 'url',
  });
}
