import { keyScopes, type Scope } from '@agent-factory/contracts';

/**
 * API keys that all act as an admin, so that nothing but their scopes keeps them from anything: one with every
 * scope, one that may only read, one whose scope opens no table.
 */
export const scopesOfKey = {
  key: keyScopes,
  readingKey: keyScopes.filter((scope) => scope.endsWith(':read')),
  idleKey: ['models:read'],
} as const satisfies Record<string, readonly Scope[]>;
export type KeyCaller = keyof typeof scopesOfKey;
