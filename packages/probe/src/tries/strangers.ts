import { Unsampled } from '../description/sample.ts';
import { canariesOf, type Inventory } from '../inventory/inventory.ts';
import { type Caller, inTeam, nobody, nonsense, withHeaders } from '../people/caller.ts';
import type { Answer, Door } from '../wire/door.ts';
import type { Target } from './doors.ts';
import type { Ledger } from './ledger.ts';
import { difference, statusOf } from './same-answer.ts';
import { unknownId } from './unknown-id.ts';

interface Tries {
  door: Door;
  ledger: Ledger;
  victim: Inventory;
}

/** The very call that its owner could make, by somebody else. Null where no such call is known. */
async function asIfOwner(
  { door, ledger, victim }: Tries,
  target: Target,
  caller: Caller,
  impatient = false,
): Promise<Answer | null> {
  try {
    const request = withHeaders(target.request(victim), caller);
    const answer = await door.ask(request, impatient);
    ledger.seen(target, `the owner’s call, as ${caller.name}`, request, answer, canariesOf(victim));
    return answer;
  } catch (error) {
    if (!(error instanceof Unsampled)) throw error;
    ledger.notTried(target, `as ${caller.name}: ${error.message}`);
    return null;
  }
}

/** Without a credential, and with one that is none: always 401. */
export async function tryNobody(tries: Tries, target: Target): Promise<void> {
  for (const caller of [nobody, nonsense]) {
    const answer = await asIfOwner(tries, target, caller);
    if (answer === null || !target.secured || statusOf(answer) === 401) continue;
    tries.ledger.add('stranger', target, `as ${caller.name}`, `${statusOf(answer)} in place of 401`);
  }
}

/**
 * With a key that was revoked: 401 everywhere. Many of them make an address wait (429), which is a refusal as well; true
 * once that has happened, so that no more are sent.
 */
export async function tryRevoked(tries: Tries, target: Target, caller: Caller): Promise<boolean> {
  const answer = await asIfOwner(tries, target, caller, true);
  if (answer === null) return false;
  const status = statusOf(answer);
  if (status !== 401 && status !== 429) {
    tries.ledger.add('stranger', target, `as ${caller.name}`, `${status} in place of 401`);
  }
  return status === 429;
}

/** With a key that may ask about models alone: 403, but for what it is for. */
export async function tryLowScope(tries: Tries, target: Target, caller: Caller): Promise<void> {
  const answer = await asIfOwner(tries, target, caller);
  if (answer === null) return;
  const status = statusOf(answer);
  if (status === 403 || isForModels(target) || isForEveryone(target)) return;
  if (status < 300) tries.ledger.add('scope', target, `as ${caller.name}`, `${status} in place of 403`);
  else if (status !== 404 && status !== 401) {
    tries.ledger.notTried(target, `as ${caller.name}: refused with ${status} before its scope was looked at`);
  }
}

/** What the scope `models:read` is for. */
function isForModels({ door, route, tags, reads }: Target): boolean {
  if (door === 'trpc') return route.startsWith('models.');
  return tags.includes('Models') || (tags.includes('Gateway') && reads);
}

/** What says something of the caller itself, or of a text that it sends. */
function isForEveryone({ route }: Target): boolean {
  return ['me.get', 'runs.receiptKeys', 'runs.verifyReceipt', 'schedules.preview'].includes(route);
}

/** In the victim's team by its header alone: as in a team that never existed. */
export async function tryTeamHeader(tries: Tries, target: Target, stranger: Inventory): Promise<void> {
  const { ledger, victim } = tries;
  const team = victim.ids.get('team')?.[0];
  if (team === undefined)
    return ledger.notTried(target, 'x-team-id: the other team’s id is not known (--team-a)');
  const asked = unknownId('team');
  const foreign = await asIfOwner(tries, target, inTeam(stranger.caller, team));
  const unknown = await asIfOwner(tries, target, inTeam(stranger.caller, asked));
  if (foreign === null || unknown === null) return;
  const differs = difference({ answer: foreign, asked: team }, { answer: unknown, asked });
  const attempt = `x-team-id of the other team, as ${stranger.caller.name}`;
  if (differs !== null) ledger.add(statusOf(foreign) < 300 ? 'opened' : 'differs', target, attempt, differs);
  else if (statusOf(foreign) < 300)
    ledger.add('opened', target, attempt, `${statusOf(foreign)} in place of 404`);
}
