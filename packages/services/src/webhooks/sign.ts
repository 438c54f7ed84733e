import { createHmac } from 'node:crypto';

/** One message as Standard Webhooks signs it. */
export interface WebhookMessage {
  /** The same in every try, so that a receiver can tell what it has seen. */
  id: string;
  /** Of this try, in milliseconds since the epoch. */
  at: number;
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks): one `v1` signature
 * (HMAC-SHA-256 of `id.timestamp.body`) for each secret, parted by spaces, so that a receiver that knows any of them
 * accepts the message while they are rotated.
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: WebhookMessage,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
