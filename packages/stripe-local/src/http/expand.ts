import { kindOf } from '../store/kinds.ts';
import { present, type World, withoutOurs } from '../world.ts';
import { invalidRequest } from './stripe-error.ts';

/** Lists that are left out of an object until somebody asks for them. */
export type Includable = Readonly<Record<string, (world: World, account: string, object: object) => unknown>>;

const maxLevels = 4;

/** The answer with `expand[]` done, times looked at as of now and our own fields gone. */
export function finishAnswer(
  world: World,
  account: string,
  answer: unknown,
  expand: readonly string[],
  includable: Includable,
): unknown {
  const copy: unknown = structuredClone(answer);
  for (const path of expand) {
    const names = path.split('.');
    if (names.length > maxLevels) {
      throw invalidRequest(
        `You cannot expand more than ${maxLevels} levels of a property. Property: ${path}`,
      );
    }
    expandIn({ world, account, includable, path }, copy, names);
  }
  return withoutOurs(presented(copy, world.now()));
}

interface Expanding {
  world: World;
  account: string;
  includable: Includable;
  path: string;
}

function expandIn(context: Expanding, place: unknown, names: readonly string[]): void {
  const [name, ...rest] = names;
  if (name === undefined || place === null) return;
  if (Array.isArray(place)) {
    for (const one of place) expandIn(context, one, names);
    return;
  }
  if (typeof place !== 'object') throw notExpandable(context.path);
  const value: unknown = Reflect.get(place, name);
  if (typeof value === 'string') Reflect.set(place, name, load(context, value));
  else {
    const include = context.includable[`${String(Reflect.get(place, 'object'))}.${name}`];
    if (include !== undefined && (value === undefined || value === null)) {
      Reflect.set(place, name, include(context.world, context.account, place));
    } else if (value === undefined) throw notExpandable(context.path);
  }
  expandIn(context, Reflect.get(place, name), rest);
}

function load({ world, path }: Expanding, id: string): unknown {
  const kind = kindOf(id);
  const found = kind === null ? null : world.store.find(kind, id);
  if (found === null) throw notExpandable(path);
  return found.object;
}

function notExpandable(path: string) {
  const message = `This property cannot be expanded (${path}). You may want to try expanding 'data.${path}' instead.`;
  return invalidRequest(message, { param: 'expand' });
}

function presented(value: unknown, now: number): unknown {
  if (Array.isArray(value)) return value.map((one) => presented(one, now));
  if (typeof value !== 'object' || value === null) return value;
  return present(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, presented(inner, now)])),
    now,
  );
}
