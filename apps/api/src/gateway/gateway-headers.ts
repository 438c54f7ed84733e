import type { Host } from '../host.ts';

/** What `securityHeaders` and the routes of a team send with data, for answers that no framework touches. */
export function gatewayHeaders(mode: Host['mode']): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    vary: 'Origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(mode === 'production' && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
