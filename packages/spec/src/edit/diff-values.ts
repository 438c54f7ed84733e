import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { moved, type Step } from './step.ts';
import { isList, isMapping, isSame, type Mapping } from './value.ts';

/** Few, small steps that make `wanted` of `old`: what is the same on both sides is not touched. */
export function diffValues(path: Path, old: JsonValue, wanted: JsonValue): Step[] {
  if (isSame(old, wanted)) return [];
  if (isMapping(old) && isMapping(wanted) && Object.keys(old).some((key) => Object.hasOwn(wanted, key))) {
    return diffMappings(path, old, wanted);
  }
  if (isList(old) && isList(wanted) && old.length > 0 && wanted.length > 0) {
    return diffLists(path, old, wanted);
  }
  return [{ do: 'put', path, value: wanted }];
}

function diffMappings(path: Path, old: Mapping, wanted: Mapping): Step[] {
  const steps: Step[] = [];
  for (const key of Object.keys(old)) {
    if (!Object.hasOwn(wanted, key)) steps.push({ do: 'remove', path: [...path, key] });
  }
  for (const [key, value] of Object.entries(wanted)) {
    const before = Object.hasOwn(old, key) ? old[key] : undefined;
    if (before === undefined) steps.push({ do: 'put', path: [...path, key], value });
    else steps.push(...diffValues([...path, key], before, value));
  }
  return steps;
}

const names = ['id', 'name', 'agent', 'from', 'mcp', 'openapi', 'url'];

/** What makes an item of a list the same one after it was changed. */
function identityOf(item: JsonValue): string {
  if (!isMapping(item)) return JSON.stringify(item);
  const name = names.find((each) => Object.hasOwn(item, each));
  if (name === undefined) return JSON.stringify(item);
  const own = item[name];
  const named = isMapping(own) ? own.url : own;
  return JSON.stringify([name, named ?? null, name === 'from' ? (item.to ?? null) : null]);
}

function diffLists(path: Path, old: readonly JsonValue[], wanted: readonly JsonValue[]): Step[] {
  const steps: Step[] = [];
  let current = [...old];
  const identities = wanted.map(identityOf);
  const isPairwise =
    old.length === wanted.length && !old.some((item) => identities.includes(identityOf(item)));
  if (isPairwise) {
    return wanted.flatMap((item, index) => diffValues([...path, index], old[index] ?? null, item));
  }
  const left = new Map<string, number>();
  for (const identity of identities) left.set(identity, (left.get(identity) ?? 0) + 1);
  const surplus = current.flatMap((item, index) => {
    const identity = identityOf(item);
    const count = left.get(identity) ?? 0;
    left.set(identity, count - 1);
    return count > 0 ? [] : [index];
  });
  // With nothing left the author's list, its comments and its form would be gone: the new items come first.
  const isAll = surplus.length === current.length;
  if (!isAll) {
    for (const index of surplus.toReversed()) {
      steps.push({ do: 'remove', path: [...path, index] });
      current = current.toSpliced(index, 1);
    }
  } else return [{ do: 'put', path, value: wanted }];

  for (const [index, item] of wanted.entries()) {
    const identity = identities[index];
    const at = current.findIndex((each, place) => place >= index && identityOf(each) === identity);
    if (at === -1) {
      steps.push({ do: 'insert', path, index, value: item });
      current = current.toSpliced(index, 0, item);
      continue;
    }
    if (at !== index) {
      steps.push({ do: 'move', path, from: at, to: index });
      current = moved(current, at, index);
    }
    steps.push(...diffValues([...path, index], current[index] ?? null, item));
  }
  return steps;
}
