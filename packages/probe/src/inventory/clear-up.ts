import type { Description } from '../description/read-description.ts';
import { Unsampled } from '../description/sample.ts';
import { withHeaders } from '../people/caller.ts';
import { callOf, requestOf } from '../tries/request-of.ts';
import type { Door } from '../wire/door.ts';
import type { Inventory } from './inventory.ts';
import { kindInPath } from './kind-in-path.ts';

/** Takes away what was made, by every DELETE that names one thing. Returns what is left, in words. */
export async function clearUp(door: Door, description: Description, inventory: Inventory): Promise<string[]> {
  const left: string[] = [];
  const send = async (id: string, change: Record<string, string>) => {
    const operation = description.operations.find((one) => one.id === id);
    if (operation === undefined) return null;
    try {
      const call = callOf(operation, inventory, description);
      call.path = { ...call.path, ...change };
      return (await door.ask(withHeaders(requestOf(operation, call), inventory.caller))).status;
    } catch (error) {
      if (!(error instanceof Unsampled)) throw error;
      return null;
    }
  };
  for (const run of inventory.ids.get('run') ?? []) await send('cancelRun', { id: run });
  // Agents last: what belongs to them names them.
  const removals = description.operations
    .filter(({ method, secured }) => method === 'DELETE' && secured)
    .toSorted((a, b) => Number(a.id === 'deleteAgent') - Number(b.id === 'deleteAgent'));
  for (const operation of removals) {
    const bound = kindInPath(operation);
    if (bound === null || bound.kind === 'user') continue;
    for (const id of inventory.ids.get(bound.kind) ?? []) {
      const status = await send(operation.id, { [bound.name]: id });
      if (status !== null && status >= 300 && status !== 404 && status !== 409)
        left.push(`${id} (${status})`);
    }
  }
  return left;
}
