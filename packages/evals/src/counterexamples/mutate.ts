import type { Json } from '../observation.ts';
import type { Candidate } from './candidate.ts';
import { type MutatorName, mutators } from './mutators.ts';

/** One change, as data, so that it can be told, left out and done again. */
export interface Mutation {
  by: MutatorName;
  /** Which part of the candidate, counted over all of them (modulo how many there are). */
  part: number;
  parameter: number;
}

type Path = readonly (string | number)[];

/** The candidate with the change made to one of its parts: the input, a tool's answer, or anything in them. */
export function mutate(
  candidate: Candidate,
  { by, part, parameter }: Mutation,
  others: readonly Json[],
): Candidate {
  const parts = partsOf(candidate);
  const path = parts[part % parts.length];
  if (path === undefined) return candidate;
  return replaceAt(candidate, path, mutators[by](valueAt(candidate, path), parameter, others));
}

/** Every place at which something can be changed: leaves first, then what holds them. */
export function partsOf({ input, tools }: Candidate): Path[] {
  return [
    ...pathsIn(input).map((path) => ['input', ...path]),
    ...Object.keys(tools)
      .sort()
      .flatMap((tool) => pathsIn(tools[tool] ?? null).map((path) => ['tools', tool, ...path])),
  ];
}

export function valueAt(candidate: Candidate, path: Path): Json {
  return path.reduce<Json>(
    (value, key) => (value as Readonly<Record<string, Json>>)[key] ?? null,
    candidate as unknown as Json,
  );
}

export function replaceAt(candidate: Candidate, path: Path, value: Json): Candidate {
  return set(candidate as unknown as Json, path, value) as unknown as Candidate;
}

/** The candidate without one entry of a list, or one key of an object. */
export function removeAt(candidate: Candidate, path: Path): Candidate {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const holder = valueAt(candidate, parent);
  const rest = Array.isArray(holder)
    ? holder.filter((_, index) => index !== key)
    : Object.fromEntries(Object.entries(holder as Record<string, Json>).filter(([name]) => name !== key));
  return replaceAt(candidate, parent, rest);
}

function pathsIn(value: Json): Path[] {
  const inside = Array.isArray(value)
    ? value.flatMap((entry, index) => pathsIn(entry).map((path) => [index, ...path]))
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, entry]) => pathsIn(entry).map((path) => [key, ...path]))
      : [];
  return [...inside, []];
}

function set(value: Json, [key, ...rest]: Path, replacement: Json): Json {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((entry, index) => (index === key ? set(entry, rest, replacement) : entry));
  }
  const holder = value as Readonly<Record<string, Json>>;
  return { ...holder, [key]: set(holder[key] ?? null, rest, replacement) };
}
