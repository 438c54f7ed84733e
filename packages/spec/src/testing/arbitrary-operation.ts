import type { SpecOperation } from '../edit/operation.ts';
import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { chooser } from './author-text.ts';

const scalars: readonly JsonValue[] = [
  'plain',
  'two words',
  'a: b',
  '# no comment',
  "it's",
  '"so"',
  'true',
  '12',
  '',
  ' lead',
  '- item',
  '{x}',
  'é😀',
  'first\nsecond',
  'first\n\nthird\n',
  'tab\there',
  0,
  -1.5,
  42,
  true,
  null,
];
const values: readonly JsonValue[] = [
  ...scalars,
  [],
  {},
  ['a', 'b'],
  { agent: 'x' },
  { id: 'new', says: 'A rule: yes # no', at: ['output'], check: { maxLength: 3 }, otherwise: 'block' },
  { type: 'object', properties: { a: { type: 'string' }, b: { type: 'array', items: { enum: [1, 'x'] } } } },
  [{ cel: 'size(output) > 0' }, { contains: 'line\nbreak' }],
];

/** The operations that reach any place. */
export type PlaceOperation = Extract<SpecOperation, { path: Path }>;

interface Places {
  all: Path[];
  lists: { path: Path; length: number }[];
  maps: { path: Path; keys: string[] }[];
}

function placesOf(value: JsonValue, path: Path, into: Places): Places {
  if (path.length > 0) into.all.push(path);
  if (typeof value !== 'object' || value === null) return into;
  const entries = Object.entries(value);
  if (Array.isArray(value)) {
    into.lists.push({ path, length: value.length });
    for (const [index, item] of value.entries()) placesOf(item, [...path, index], into);
  } else {
    into.maps.push({ path, keys: entries.map(([key]) => key) });
    for (const [key, item] of entries) placesOf(item, [...path, key], into);
  }
  return into;
}

/** Some operation that fits a value, but for the instructions, which are prose below the front matter; the same numbers, the same operation. */
export function operationOn(
  value: { readonly [key: string]: JsonValue },
  seed: readonly number[],
): PlaceOperation {
  const choose = chooser(seed);
  const { instructions: _, ...declared } = value;
  const { all, lists, maps } = placesOf(declared, [], { all: [], lists: [], maps: [] });
  const pick = <T>(list: readonly T[]): T | undefined => list[choose(Math.max(1, list.length))];
  const path = pick(all) ?? ['name'];
  switch (choose(8)) {
    case 0:
      return path.length > 1 || path[0] !== 'kind'
        ? { type: 'remove', path }
        : { type: 'set', path, value: 'Agent' };
    case 1:
    case 2: {
      const list = pick(lists);
      if (!list) break;
      return { type: 'insert', path: list.path, index: choose(list.length + 1), value: pick(values) ?? null };
    }
    case 3: {
      const list = pick(lists.filter(({ length }) => length > 1));
      if (!list) break;
      return { type: 'move', path: list.path, from: choose(list.length), to: choose(list.length) };
    }
    case 4: {
      const map = pick(maps);
      if (!map) break;
      const key = pick(['title', 'fresh', 'a: b', 'maxSteps', 'tools', "o'clock"]) ?? 'fresh';
      return { type: 'set', path: [...map.path, key], value: pick(values) ?? null };
    }
    case 5: {
      const map = pick(maps.filter(({ keys }) => keys.length > 0));
      const key = map && pick(map.keys);
      if (!map || key === undefined || map.path.length === 0) break;
      return { type: 'renameKey', path: [...map.path, key], to: `${key.slice(0, 9)}x` };
    }
    case 6:
      return { type: 'set', path, value: pick(values) ?? null };
    default:
      break;
  }
  return { type: 'set', path, value: pick(scalars) ?? null };
}
