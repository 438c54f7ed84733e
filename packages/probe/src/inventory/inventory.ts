import type { Hints } from '../description/sample.ts';
import type { Caller } from '../people/caller.ts';

/** What a tenant has, by kind, and by which it would be recognised anywhere. */
export interface Inventory {
  caller: Caller;
  /** In every name and text that the probe made for this tenant. */
  mark: string;
  /** Ids by prefix, oldest first; `user` for UUIDs, `model` for agents as the gateway names them. */
  ids: Map<string, string[]>;
  /** Secrets that were shown once. */
  secrets: string[];
  /** Whether its team was made by the probe. */
  ownTeam: boolean;
  hints: Hints;
}

const ids = /\b([a-z]{2,5})_[0-9a-hjkmnp-tv-z]{26}\b/g;
const users = /"user_id":"([0-9a-f]{8}-[0-9a-f-]{27})"/g;
const secrets = /"secret":"([^"]{16,})"/g;

/** Every id that an answer to the tenant names is the tenant's. */
export function harvest(inventory: Inventory, text: string): void {
  for (const [id, prefix = ''] of text.matchAll(ids)) add(inventory, prefix, id);
  for (const [, user = ''] of text.matchAll(users)) add(inventory, 'user', user);
  for (const [, secret = ''] of text.matchAll(secrets)) inventory.secrets.push(secret);
}

export function add({ ids }: Inventory, kind: string, id: string): void {
  // Of requests, not of anything that a tenant has.
  if (kind === 'req') return;
  const known = ids.get(kind) ?? [];
  if (!known.includes(id)) ids.set(kind, [...known, id]);
}

/** What nobody else's answer may hold. */
export function canariesOf({ ids, mark, secrets }: Inventory): readonly string[] {
  return [mark, ...secrets, ...[...ids].filter(([kind]) => kind !== 'model').flatMap(([, all]) => all)];
}
