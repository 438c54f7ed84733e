import { randomBytes } from 'node:crypto';
import { newEvent } from './shapes/event.ts';
import type { StripeObject } from './shapes/none.ts';
import { type Kind, type Kinds, prefixes } from './store/kinds.ts';
import type { Store } from './store/open-store.ts';

/** Which call is at work; events name it. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

/** Everything that an act of the local Stripe may use. */
export interface World {
  store: Store;
  /** The account that the secret key belongs to. */
  platform: string;
  /** Where this server listens, for links to its pages. */
  baseUrl: string;
  apiVersion: string;
  /** Unix seconds on Stripe's clock, which `advance` moves. */
  now(): number;
  /** Milliseconds on the wall clock, for signatures and retries. */
  wallMs(): number;
  newId(kind: Kind, prefix?: string): string;
  birth(kind: Kind, prefix?: string): { id: string; created: number };
  /** Random characters for secrets. */
  secret(length?: number): string;
  put(account: string, object: Kinds[Kind]): void;
  /** Writes down that something happened, with the object as it is now, for whoever listens. */
  emit(account: string, type: string, object: StripeObject, previous?: Record<string, unknown>): void;
}

export interface WorldOptions {
  store: Store;
  /** Asked anew each time, since the port is known only once it is taken. */
  baseUrl(): string;
  apiVersion: string;
  now(): number;
  cause(): Cause;
  /** Told of each new event inside its transaction. */
  onEvent(account: string, event: Kinds['event']): void;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function secret(length = 24): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

export function openWorld(options: WorldOptions): World {
  const { store } = options;
  const platform = store.setting('platform') ?? `acct_${secret(16)}`;
  store.keepSetting('platform', platform);
  const newId = (kind: Kind, prefix = prefixes[kind][0]) => `${prefix}_${secret()}`;
  const world: World = {
    store,
    platform,
    get baseUrl() {
      return options.baseUrl();
    },
    apiVersion: options.apiVersion,
    now: options.now,
    wallMs: () => Date.now(),
    newId,
    birth: (kind, prefix) => ({ id: newId(kind, prefix), created: options.now() }),
    secret,
    put: (account, object) => store.put(account, object),
    emit(account, type, object, previous) {
      const { requestId, idempotencyKey } = options.cause();
      const event = newEvent(world.birth('event'), {
        type,
        apiVersion: options.apiVersion,
        snapshot: withoutOurs(present(object, options.now())),
        previous: previous ?? null,
        request: { id: requestId, idempotency_key: idempotencyKey },
        account: account === platform ? null : account,
      });
      store.put(account, event);
      options.onEvent(account, event);
    },
  };
  return world;
}

/** A copy without what only this server knows of it: every name that begins with `_`. */
export function withoutOurs<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key.startsWith('_') ? undefined : inner))) as T;
}

/** What depends on the moment at which it is looked at. */
export function present<T extends { object?: unknown }>(object: T, now: number): T {
  if (object.object !== 'balance_transaction') return object;
  const availableOn = Reflect.get(object, 'available_on');
  return { ...object, status: Number(availableOn) <= now ? 'available' : 'pending' };
}
