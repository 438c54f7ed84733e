import { createClient } from '@supabase/supabase-js';
import { webEnv } from '../env.ts';

/** What a client remembers between two requests of one flow (the PKCE verifier), by key. */
export type AuthMemory = Map<string, string>;

/**
 * A client for one request. It keeps nothing in the process: sessions live in the visitor's cookies, and
 * `memory` holds what the flow itself has to carry over.
 */
export function createAuthClient(memory: AuthMemory = new Map(), flowType: 'implicit' | 'pkce' = 'implicit') {
  const { authUrl, anonKey } = webEnv();
  return createClient(authUrl, anonKey, {
    auth: {
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
