/**
 * The policy of one answer. Scripts run by nonce alone; what they load inherits the trust (`strict-dynamic`).
 * Styles may be inline because Radix and the code editor position things with style attributes. The editor's
 * workers come from this origin, wrapped in a blob.
 */
export function contentSecurityPolicy(
  nonce: string,
  options: {
    development: boolean;
    /** Where the API is for browsers: people who write together are connected to it over a WebSocket. */
    apiUrl: string;
  },
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${new URL(options.apiUrl).origin.replace(/^http/, 'ws')}${options.development ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
