import { parsedJson } from '../description/read-description.ts';
import { Unsampled } from '../description/sample.ts';
import { canariesOf, type Inventory } from '../inventory/inventory.ts';
import { withHeaders } from '../people/caller.ts';
import type { Door } from '../wire/door.ts';
import type { Target } from './doors.ts';
import type { Ledger } from './ledger.ts';
import { difference, statusOf } from './same-answer.ts';
import { unknownCursor, unknownId } from './unknown-id.ts';

interface Tenants {
  door: Door;
  ledger: Ledger;
  victim: Inventory;
  stranger: Inventory;
}

/** Every place of a target with the victim's id and with one that never existed: both must be answered alike. */
export async function tryForeignIds(tenants: Tenants, target: Target): Promise<void> {
  for (const place of target.places) {
    try {
      await tryPlace(tenants, target, place);
    } catch (error) {
      if (!(error instanceof Unsampled)) throw error;
      tenants.ledger.notTried(target, `${place.title}: ${error.message}`);
    }
  }
}

async function tryPlace(
  { door, ledger, victim, stranger }: Tenants,
  target: Target,
  place: Target['places'][number],
): Promise<void> {
  if (!target.secured && !victim.ids.has(place.kind)) {
    return tryOpen({ door, ledger, victim, stranger }, target, place);
  }
  const values =
    place.kind === 'cursor' ? await cursors(door, target, place, victim) : idsOf(place.kind, victim);
  if (values === null) return ledger.closed(target, `${place.title}: its owner may not list this`);
  const canaries = canariesOf(victim);
  const ask = async (value: string, who: string) => {
    const request = withHeaders(target.request(stranger, { place, value }), stranger.caller);
    const answer = await door.ask(request);
    ledger.seen(target, `${who} as ${stranger.caller.name}, ${place.title}`, request, answer, canaries);
    return { answer, asked: value };
  };
  const unknown = await ask(values.unknown, 'an unknown id');
  const foreign = await ask(values.foreign, 'another team’s id');
  ledger.timings.unknown.push(unknown.answer.ms);
  ledger.timings.foreign.push(foreign.answer.ms);
  const attempt = `${place.title} of the other team, as ${stranger.caller.name}`;
  const expected = statusOf(unknown.answer);
  const differs = difference(foreign, unknown);
  if (differs !== null) {
    const opened = statusOf(foreign.answer) < 300 && expected >= 400;
    return ledger.add(opened ? 'opened' : 'differs', target, attempt, differs);
  }
  if (expected === 404 || (place.kind === 'cursor' && expected < 300)) return;
  // What anybody may send answers everybody alike; whoever may not come in at all has not been shown a door.
  if (expected === 403 || (!target.secured && expected < 500))
    return ledger.closed(target, `${place.title}: ${expected}`);
  ledger.notTried(
    target,
    `${place.title}: an id that never existed is answered with ${expected}, so nothing is proved`,
  );
}

/** What anybody may send, of a kind of which the victim has nothing. */
async function tryOpen(
  { door, ledger, victim, stranger }: Tenants,
  target: Target,
  place: Target['places'][number],
): Promise<void> {
  const request = withHeaders(
    target.request(stranger, { place, value: unknownId(place.kind) }),
    stranger.caller,
  );
  const answer = await door.ask(request);
  ledger.seen(target, `an unknown id, ${place.title}`, request, answer, canariesOf(victim));
  ledger.closed(
    target,
    `${place.title}: anybody is answered ${answer.status}, and the other team has no ${place.kind}`,
  );
}

function idsOf(kind: string, victim: Inventory): { foreign: string; unknown: string } {
  const foreign = victim.ids.get(kind)?.[0];
  if (foreign === undefined) throw new Unsampled(`the other team has no ${kind}`);
  return { foreign, unknown: unknownId(kind) };
}

/** The victim's next page. Null where the victim itself is refused the list. */
async function cursors(
  door: Door,
  target: Target,
  place: Target['places'][number],
  victim: Inventory,
): Promise<{ foreign: string; unknown: string } | null> {
  const first = target.request(victim, {
    place: { ...place, path: withLast(place.path, 'limit') },
    value: '1',
  });
  const answer = await door.ask(withHeaders(numbered(first), victim.caller));
  if (answer.status === 403) return null;
  const [, foreign] = /"next_cursor":"([^"]+)"/.exec(JSON.stringify(parsedJson(answer.text) ?? '')) ?? [];
  if (foreign === undefined) throw new Unsampled('the other team’s list has no second page');
  const unknown = unknownCursor(foreign);
  if (unknown === null) throw new Unsampled('the cursor names nothing that could be exchanged');
  return { foreign, unknown };
}

function withLast(path: readonly string[], name: string): readonly string[] {
  return [...path.slice(0, -1), name];
}

/** A limit is a number in the input of a procedure. */
function numbered<R extends { path: string }>(request: R): R {
  return { ...request, path: request.path.replace('%22limit%22%3A%221%22', '%22limit%22%3A1') };
}
