import { createAuthClient, type Visitor } from './auth-client.ts';
import type { WebSession } from './session-cookies.ts';

export type Refreshed = { outcome: 'refreshed'; session: WebSession } | { outcome: 'ended' | 'unavailable' };

/** How long the answer to a spent refresh token is kept for requests that still carry it. */
const keepMs = 30_000;

// The proxy and the route handlers are bundled apart, so the process's global is all that they share.
const key = Symbol.for('agent-factory.refreshes-under-way');
const holder = globalThis as typeof globalThis & { [key]?: Map<string, Promise<Refreshed>> };
holder[key] ??= new Map();
const underWay = holder[key];

/**
 * Exchanges a refresh token for a new session, once: requests that arrive together, or a moment later with
 * the old cookie, share one exchange. A second one would look like theft and end the session everywhere.
 * A service that is down is asked for half a minute, but no visitor waits longer than `patienceMs`.
 */
export function refreshSession(
  refreshToken: string,
  visitor: Visitor,
  patienceMs: number,
): Promise<Refreshed> {
  const exchange = underWay.get(refreshToken) ?? startExchange(refreshToken, visitor);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ outcome: 'unavailable' }), patienceMs);
    exchange.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}

function startExchange(refreshToken: string, visitor: Visitor): Promise<Refreshed> {
  const exchange = exchangeToken(refreshToken, visitor).catch((): Refreshed => ({ outcome: 'unavailable' }));
  underWay.set(refreshToken, exchange);
  exchange.then((result) => {
    if (result.outcome === 'unavailable') underWay.delete(refreshToken);
    else setTimeout(() => underWay.delete(refreshToken), keepMs).unref();
  });
  return exchange;
}

async function exchangeToken(refreshToken: string, visitor: Visitor): Promise<Refreshed> {
  const { data, error } = await createAuthClient(visitor).refreshSession({ refresh_token: refreshToken });
  if (data.session !== null) {
    return {
      outcome: 'refreshed',
      session: { accessToken: data.session.access_token, refreshToken: data.session.refresh_token },
    };
  }
  const refused = error?.status !== undefined && error.status >= 400 && error.status < 500;
  return { outcome: refused && error.status !== 429 ? 'ended' : 'unavailable' };
}
