import { createClient } from '@supabase/supabase-js';
import { webEnv } from '../env.ts';
import { visitorAddress, webHopHeaders } from '../gateway/visitor-address.ts';

/** What a client remembers between two requests of one flow (the PKCE verifier), by key. */
export type AuthMemory = Map<string, string>;

/** For whom a request is made. */
export interface Visitor {
  userAgent: string | null;
  /** From where; null where it is not known. */
  address: string | null;
}

/** Whose request this is; for route handlers and the proxy, which are given it. */
export function visitorOf(request: { headers: Headers }): Visitor {
  return {
    userAgent: request.headers.get('user-agent')?.slice(0, 512) ?? null,
    address: visitorAddress(request.headers),
  };
}

/**
 * A client for one request. It keeps nothing in the process: sessions live in the visitor's cookies, and
 * `memory` holds what the flow itself has to carry over.
 */
export function createAuthClient(
  visitor: Visitor,
  memory: AuthMemory = new Map(),
  flowType: 'implicit' | 'pkce' = 'implicit',
) {
  const { authUrl, apiUrl, anonKey, webHopSecret } = webEnv();
  return createClient(authUrl, anonKey, {
    // The list of sessions names the visitor's program, not this server.
    global: {
      headers: {
        ...(visitor.userAgent === null ? {} : { 'user-agent': visitor.userAgent }),
        // The API's own auth service alone knows what to make of it.
        ...(authUrl === apiUrl ? webHopHeaders(visitor.address, webHopSecret) : {}),
      },
    },
    auth: {
      experimental: { recoveryCodes: true },
      flowType,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      persistSession: true,
      storage: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => {
          memory.set(key, value);
        },
        removeItem: (key) => {
          memory.delete(key);
        },
      },
    },
  }).auth;
}
