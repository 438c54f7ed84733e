import { parsedJson } from '../description/read-description.ts';
import { Unsampled } from '../description/sample.ts';
import { canariesOf, harvest, type Inventory } from '../inventory/inventory.ts';
import { withHeaders } from '../people/caller.ts';
import type { Door } from '../wire/door.ts';
import type { Target } from './doors.ts';
import type { Ledger } from './ledger.ts';

/** What a tenant sees of itself, by call: all that it may read, of each of its things. */
export type Sight = ReadonlyMap<string, unknown>;

/** Reading these is itself an act that its log names. */
const isWrittenDown = /export/i;
/** So many things of one kind are read one by one. */
const perKind = 3;

/** Reads everything that the tenant may, and learns the ids that it names. */
export async function lookAround(door: Door, targets: readonly Target[], own: Inventory): Promise<Sight> {
  const sight = new Map<string, unknown>();
  for (const target of targets) {
    if (!target.secured || !target.reads || target.door !== 'rest' || isWrittenDown.test(target.route))
      continue;
    const [place] = target.places.filter(({ path }) => path[0] === 'path');
    const values = place === undefined ? [undefined] : (own.ids.get(place.kind) ?? []).slice(0, perKind);
    for (const value of values) {
      try {
        const exchanged = place === undefined || value === undefined ? undefined : { place, value };
        const answer = await door.ask(withHeaders(target.request(own, exchanged), own.caller));
        if (answer.status >= 300) continue;
        harvest(own, answer.text);
        sight.set(`${target.route} ${value ?? ''}`, parsedJson(answer.text) ?? answer.text);
      } catch (error) {
        if (!(error instanceof Unsampled)) throw error;
      }
    }
  }
  return sight;
}

/** The stranger's own lists, streams and searches, the searches for the victim's own words: nothing of the victim in any. */
export async function tryOwnReads(
  { door, ledger, victim }: { door: Door; ledger: Ledger; victim: Inventory },
  target: Target,
  stranger: Inventory,
): Promise<void> {
  if (!target.secured || !(target.reads || /search|explain|validate/i.test(target.route))) return;
  const canaries = canariesOf(victim);
  const searching: Inventory = {
    ...stranger,
    hints: { ...stranger.hints, named: { ...stranger.hints.named, query: victim.mark } },
  };
  try {
    const request = withHeaders(
      target.request(/search/i.test(target.route) ? searching : stranger),
      stranger.caller,
    );
    const answer = await door.ask(request);
    ledger.seen(target, `its own call, as ${stranger.caller.name}`, request, answer, canaries);
  } catch (error) {
    if (!(error instanceof Unsampled)) throw error;
    ledger.notTried(target, `as ${stranger.caller.name}: ${error.message}`);
  }
}
