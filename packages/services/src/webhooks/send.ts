import { isAppError } from '@agent-factory/contracts';
import type { Clock } from '@agent-factory/orchestrator';
import type { EgressClient, EgressResponse } from '@agent-factory/orchestrator/egress';
import { signedHeaders, type WebhookMessage } from './sign.ts';

/** How one try went. */
export interface WebhookAnswer {
  startedAt: Date;
  durationMs: number;
  /** Null where nothing was answered. */
  statusCode: number | null;
  /** Why it did not arrive, in words that are safe to show; null when it did. */
  error: string | null;
  responseExcerpt: string | null;
  /** What the receiver asks to wait (`Retry-After`); null if it does not say. */
  retryAfterMs: number | null;
}

const timeoutMs = 15_000;
const maxBytes = 16_384;
const excerptCharacters = 500;

/**
 * Posts a message once. Only a 2xx means that it arrived; a redirect does not, since a signed message is for one
 * address. Throws nothing for what the receiver does; `cancelled` when `signal` fires.
 */
export async function sendWebhook(
  { egress, clock }: { egress: EgressClient; clock: Clock },
  {
    url,
    secrets,
    signal,
    ...message
  }: Omit<WebhookMessage, 'at'> & {
    url: string;
    secrets: readonly string[];
    signal?: AbortSignal;
  },
): Promise<WebhookAnswer> {
  const at = clock.now();
  const started = performance.now();
  const timing = () => ({ startedAt: new Date(at), durationMs: Math.round(performance.now() - started) });
  try {
    const response = await egress.request({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'agent-factory-webhooks/1',
        ...signedHeaders(secrets, { ...message, at }),
      },
      body: message.body,
      timeoutMs,
      maxBytes,
      followRedirects: false,
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...timing(), ...read(response, at) };
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error;
    const reason = { error: error.message.slice(0, 500), statusCode: null, responseExcerpt: null };
    return { ...timing(), ...reason, retryAfterMs: null };
  }
}

function read(
  { status, headers, body }: EgressResponse,
  now: number,
): Omit<WebhookAnswer, 'startedAt' | 'durationMs'> {
  return {
    statusCode: status,
    error: status >= 200 && status < 300 ? null : refusal(status),
    responseExcerpt: excerpt(body),
    retryAfterMs: retryAfter(headers['retry-after'], now),
  };
}

function refusal(status: number): string {
  if (status >= 300 && status < 400) {
    return `It answered ${status}, a redirect, which is not followed. Give the address that it leads to.`;
  }
  if (status === 410) return 'It answered 410: gone for good.';
  return `It answered ${status}; only a 2xx means that the event arrived.`;
}

function excerpt(body: Buffer): string | null {
  const text = body
    .toString('utf8')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
  return text === '' ? null : text.slice(0, excerptCharacters);
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,7}$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
