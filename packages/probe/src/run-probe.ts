import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { parsedJson, readDescription } from './description/read-description.ts';
import { clearUp } from './inventory/clear-up.ts';
import { canariesOf, type Inventory } from './inventory/inventory.ts';
import { makeInventory } from './inventory/make.ts';
import { bearer, type Caller, withHeaders } from './people/caller.ts';
import { signUp } from './people/sign-up.ts';
import type { ProbeOptions } from './probe-options.ts';
import type { Report } from './report/report.ts';
import { reportOf } from './report/report-of.ts';
import { targetsOf } from './tries/doors.ts';
import { effectsOf } from './tries/effects.ts';
import { tryForeignIds } from './tries/foreign-ids.ts';
import { type Ledger, openLedger } from './tries/ledger.ts';
import { lookAround, tryOwnReads } from './tries/own-calls.ts';
import { tryLowScope, tryNobody, tryRevoked, tryTeamHeader } from './tries/strangers.ts';
import { type Door, openDoor } from './wire/door.ts';

const keySchema = z.looseObject({ id: z.string(), secret: z.string() });

/**
 * Tries, from the outside, whether one tenant of a deployment can reach another's things. Makes things of every kind in
 * both, tries, reads back, clears up. Throws `GaveUp` where it cannot go on, after clearing up what it made.
 */
export async function runProbe(options: ProbeOptions): Promise<Report> {
  const { url, say = () => {} } = options;
  const startedAt = new Date();
  const bounds = { maxRequests: options.maxRequests, maxMs: options.maxMinutes * 60_000 };
  const door = openDoor({ url, ...bounds });
  const description = await readDescription(door);
  const ledger = openLedger();
  const targets = targetsOf(description).filter(({ route }) => options.only?.test(route) ?? true);
  if (options.only !== undefined) {
    ledger.notTried({ route: '*', door: 'rest' }, `only routes that fit ${options.only} were asked for`);
  }
  if (description.procedures === null) {
    ledger.notTried({ route: '*', door: 'trpc' }, 'the deployment does not describe its procedures');
  }

  say('making two tenants');
  const run = randomBytes(5).toString('hex');
  const [callerA, callerB] = await callersOf(options, bounds);
  const { receiver, providerKey } = options;
  const making = { door, description, receiver, providerKey };
  const { teamA, teamB } = options.tenants.kind === 'given' ? options.tenants : { teamA: null, teamB: null };
  const made: Inventory[] = [];
  const left: string[] = [];
  try {
    // First the one that must hear nothing, so that its webhooks are there when the other one's things happen.
    const b = await makeInventory({ ...making, caller: callerB, mark: `probe-b-${run}`, team: teamB });
    made.push(b.inventory);
    const a = await makeInventory({ ...making, caller: callerA, mark: `probe-a-${run}`, team: teamA });
    made.push(a.inventory);
    const [victim, stranger] = [a.inventory, b.inventory];
    const tries = { door, ledger, victim, stranger };
    for (const { route, said } of a.refusals) say(`tenant A could not make one by ${route}: ${said}`);

    say('reading what is there');
    const keys = await makeKeys(door, victim);
    if (keys === null) {
      ledger.notTried(
        { route: 'createApiKey', door: 'rest' },
        'no key of the other team could be made to be tried',
      );
    }
    const reads = targetsOf(description);
    await lookAround(door, reads, stranger);
    // Ids are learnt in one look and read in the next.
    await lookAround(door, reads, victim);

    const open = targets.filter(({ secured }) => !secured);
    const secured = targets.filter((target) => target.secured);
    // What anybody may send can leave its line in the owner's logs, which is as it should be.
    for (const target of open) {
      await tryForeignIds(tries, target);
      await tryNobody(tries, target);
    }
    const first = await lookAround(door, reads, victim);
    const second = await lookAround(door, reads, victim);
    for (const [place, target] of secured.entries()) {
      if (place % 20 === 0) say(`trying ${place + 1} of ${secured.length} routes and procedures`);
      await tryForeignIds(tries, target);
      await tryNobody(tries, target);
      await tryTeamHeader(tries, target, stranger);
      if (keys !== null) await tryLowScope(tries, target, keys.low);
    }
    await tryBatch(tries, description.procedures?.path ?? null);

    say('reading back');
    const after = await lookAround(door, reads, victim);
    for (const { route, place, seen } of effectsOf(first, second, after)) {
      ledger.add('effect', { route, door: 'rest' }, place, seen);
    }
    // Last, when everything has happened: lists, searches, deliveries, logs and counts of the stranger.
    for (const target of secured) await tryOwnReads(tries, target, stranger);

    if (keys !== null) {
      say('trying a revoked key');
      await revoke(door, victim, { id: keys.revokedId, revoked: keys.revoked });
      for (const target of secured) if (await tryRevoked(tries, target, keys.revoked)) break;
    }
  } finally {
    say('clearing up');
    for (const inventory of made) left.push(...(await clearUp(door, description, inventory).catch(told)));
    left.push(...(await closeTeams(door, made).catch(told)));
    left.push(...(await closeAccounts(door, [callerA, callerB]).catch(told)));
  }
  return reportOf({ options, description, ledger, door, startedAt, left });
}

const told = (error: unknown): string[] => [
  `clearing up ended early: ${error instanceof Error ? error.message : String(error)}`,
];

async function callersOf(
  { url, tenants }: ProbeOptions,
  bounds: { maxRequests: number; maxMs: number },
): Promise<[Caller, Caller]> {
  if (tenants.kind === 'given') return [bearer('tenant A', tenants.a), bearer('tenant B', tenants.b)];
  const auth = openDoor({ url: tenants.authUrl || url, ...bounds });
  const a = await signUp(auth, tenants.anonKey, 'tenant A');
  const b = await signUp(auth, tenants.anonKey, 'tenant B');
  return [a.caller, b.caller];
}

interface KeyOfVictim {
  id: string;
  revoked: Caller;
}

/** A key of the victim that may next to nothing, and one that will be revoked. Null where it may not make any. */
async function makeKeys(
  door: Door,
  { caller }: Inventory,
): Promise<{ low: Caller; revoked: Caller; revokedId: string } | null> {
  const make = async (scopes: readonly string[]) => {
    const { text } = await door.ask(
      withHeaders({ method: 'POST', path: '/v1/api-keys', body: { name: 'probe key', scopes } }, caller),
    );
    return keySchema.safeParse(parsedJson(text)).data;
  };
  const low = await make(['models:read']);
  const revoked = await make(['agents:read', 'agents:write', 'runs:read', 'runs:write']);
  if (low === undefined || revoked === undefined) return null;
  return {
    low: bearer('a key of the other team for models:read alone', low.secret),
    revoked: bearer('a revoked key of the other team', revoked.secret),
    revokedId: revoked.id,
  };
}

/** A key that ends counts within five seconds everywhere; only then it is tried. */
async function revoke(door: Door, { caller }: Inventory, { id, revoked }: KeyOfVictim): Promise<void> {
  await door.ask(withHeaders({ method: 'DELETE', path: `/v1/api-keys/${id}` }, caller));
  const until = performance.now() + 5_000;
  while (performance.now() < until) {
    const { status } = await door.ask(withHeaders({ method: 'GET', path: '/v1/agents?limit=1' }, revoked));
    if (status === 401) return;
    await sleep(200);
  }
}

/** One batch of the stranger in which the victim's id stands beside what is its own. */
async function tryBatch(
  { door, ledger, victim, stranger }: { door: Door; ledger: Ledger; victim: Inventory; stranger: Inventory },
  path: string | null,
): Promise<void> {
  const agent = victim.ids.get('agt')?.[0];
  if (path === null || agent === undefined) return;
  const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: { id: agent } }));
  const request = withHeaders(
    { method: 'GET', path: `${path}/agents.list,agents.get?batch=1&input=${input}` },
    stranger.caller,
  );
  const answer = await door.ask(request);
  ledger.seen({ route: 'agents.get', door: 'trpc' }, 'in a batch', request, answer, canariesOf(victim));
}

async function closeTeams(door: Door, made: readonly Inventory[]): Promise<string[]> {
  const left: string[] = [];
  for (const { caller, mark, ownTeam } of made) {
    if (!ownTeam) continue;
    const request = { method: 'POST', path: '/v1/team/delete', body: { confirm_name: mark } };
    const { status } = await door.ask(withHeaders(request, caller));
    if (status >= 300) left.push(`the team ${mark} (${status})`);
  }
  return left;
}

/** Accounts that were signed up for this go the way of every account: at once out of use, erased when their grace ends. */
async function closeAccounts(door: Door, callers: readonly Caller[]): Promise<string[]> {
  const left: string[] = [];
  for (const caller of callers) {
    if (caller.email === undefined) continue;
    const request = { method: 'POST', path: '/v1/account/delete', body: { confirm_name: caller.email } };
    const { status } = await door.ask(withHeaders(request, caller));
    left.push(`the account ${caller.email} (${status < 300 ? 'its deletion is under way' : status})`);
  }
  return left;
}
