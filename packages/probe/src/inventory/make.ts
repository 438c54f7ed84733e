import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Description, type Operation, parsedJson } from '../description/read-description.ts';
import { Unsampled } from '../description/sample.ts';
import { resolved } from '../description/schema.ts';
import { type Caller, inTeam, withHeaders } from '../people/caller.ts';
import { callOf, requestOf } from '../tries/request-of.ts';
import type { Door } from '../wire/door.ts';
import { namedValues, specOf } from './hints.ts';
import { add, harvest, type Inventory } from './inventory.ts';

/** What takes away, ends or moves something is no way to make one. */
const takesAway =
  /delete|leave|keep|transfer|revoke|restore|decline|accept|erase|cancel|verify|purge|remove/i;
const settledWithinMs = 30_000;
const askEveryMs = 250;

const namedSchema = z.looseObject({ id: z.string(), name: z.string() });
const idSchema = z.looseObject({ id: z.string() });
const runsSchema = z.looseObject({ items: z.array(z.looseObject({ status: z.string() })) });

export interface Making {
  door: Door;
  description: Description;
  caller: Caller;
  mark: string;
  receiver: string;
  providerKey: { vendor: string; secret: string } | null;
  /** The team of the caller where it is known beforehand. */
  team: string | null;
}

/** What could not be made, and what the deployment said to it. */
export interface Made {
  inventory: Inventory;
  refusals: { route: string; said: string }[];
}

/** Makes two of everything that can be made by a route of the description, and waits until nothing moves any more. */
export async function makeInventory(making: Making): Promise<Made> {
  const { door, description, mark, receiver, providerKey } = making;
  const ids = new Map<string, string[]>();
  const inventory: Inventory = {
    caller: making.caller,
    mark,
    ids,
    secrets: [],
    ownTeam: false,
    hints: { idOf: (kind) => ids.get(kind)?.[0], named: namedValues({ mark, receiver, providerKey }) },
  };
  const refusals: Made['refusals'] = [];
  const find = (id: string) => description.operations.find((operation) => operation.id === id);

  /** Another name and another text, where the second of a kind may not be like the first. */
  function changed({ body }: Operation, suffix: string): Record<string, unknown> {
    const { name, text } = inventory.hints.named;
    const properties = body === null ? {} : (resolved(body, description.schemas).properties ?? {});
    return Object.fromEntries(
      Object.entries({ name: `${String(name)}${suffix}`, text: `${String(text)}${suffix}` }).filter(
        ([key]) => key in properties,
      ),
    );
  }

  async function post(
    operation: Operation | undefined,
    change: { path?: Record<string, string>; body?: Record<string, unknown> } = {},
  ): Promise<unknown> {
    if (operation === undefined) return undefined;
    try {
      const call = callOf(operation, inventory, description);
      call.path = { ...call.path, ...change.path };
      if (change.body !== undefined) call.body = { ...(call.body as object), ...change.body };
      const answer = await door.ask(withHeaders(requestOf(operation, call), inventory.caller));
      if (answer.status >= 300) {
        refusals.push({ route: operation.id, said: `${answer.status} ${answer.text.slice(0, 200)}` });
        return undefined;
      }
      harvest(inventory, answer.text);
      return parsedJson(answer.text);
    } catch (error) {
      if (!(error instanceof Unsampled)) throw error;
      refusals.push({ route: operation.id, said: error.message });
      return undefined;
    }
  }

  async function settled(): Promise<void> {
    const said = await settle(door, find('listRuns'), inventory);
    if (said !== null) refusals.push({ route: 'runAgent', said });
  }

  if (making.team !== null) add(inventory, 'team', making.team);
  // A team of its own, which a person can make and a key cannot.
  const team = idSchema.safeParse(await post(find('createTeam')));
  if (team.success) {
    inventory.caller = inTeam(making.caller, team.data.id);
    inventory.ownTeam = true;
    ids.set('team', [team.data.id]);
  }
  const named = namedSchema.safeParse(
    parsedJson((await door.ask(withHeaders({ method: 'GET', path: '/v1/team' }, inventory.caller))).text),
  );
  // What is confirmed by the team's name is to fail by whom it names, not by that.
  if (named.success) {
    inventory.hints = {
      ...inventory.hints,
      named: { ...inventory.hints.named, confirm_name: named.data.name },
    };
    add(inventory, 'team', named.data.id);
  }
  await post(find('createWebhook'));
  await post(find('createAgent'));
  add(inventory, 'model', `agent:${mark}`);
  const asking = idSchema.safeParse(
    await post(find('createAgent'), { body: { spec: specOf({ name: `${mark}-asks`, asks: true }) } }),
  );
  for (const _ of ['first', 'second']) {
    await post(find('runAgent'));
    if (asking.success) await post(find('runAgent'), { path: { id: asking.data.id } });
  }
  await settled();
  // A second question in one thread: its list has a second page then.
  const [thread] = ids.get('thr') ?? [];
  if (thread !== undefined) await post(find('runAgent'), { body: { thread_id: thread } });
  await settled();
  const first = new Set(['createTeam', 'createWebhook', 'createAgent', 'runAgent']);
  const makers = description.operations.filter(
    ({ id, method, path, secured, tags }) =>
      secured &&
      method === 'POST' &&
      !path.includes('{') &&
      !first.has(id) &&
      !takesAway.test(id) &&
      !tags.includes('Gateway'),
  );
  for (const suffix of ['', '-again']) {
    for (const operation of makers) {
      await post(operation, suffix === '' ? {} : { body: changed(operation, suffix) });
    }
  }
  // Of an agent and a dataset, which there are now.
  await post(find('proposePatch'));
  for (const _ of ['first', 'second']) await post(find('startCommentThread'));
  return { inventory, refusals };
}

/** What still moves after half a minute, in words; null where nothing does. */
async function settle(
  door: Door,
  listRuns: Operation | undefined,
  { caller }: Inventory,
): Promise<string | null> {
  if (listRuns === undefined) return null;
  let moving: string[] = [];
  const until = performance.now() + settledWithinMs;
  while (performance.now() < until) {
    const { text } = await door.ask(withHeaders({ method: 'GET', path: listRuns.path }, caller));
    const runs = runsSchema.safeParse(parsedJson(text));
    if (!runs.success) return null;
    moving = runs.data.items.map(({ status }) => status).filter((status) => /queued|running/.test(status));
    if (moving.length === 0) return null;
    await sleep(askEveryMs);
  }
  return `after ${settledWithinMs / 1_000} s runs are still ${moving.join(', ')}`;
}
