import type { Json } from '../observation.ts';
import { assign } from './assign.ts';
import { editSimilarity } from './edit-similarity.ts';
import { isList, isRecord } from './json-equal.ts';
import { GraderError } from './outcome.ts';

const maxDepth = 100;

/**
 * How alike two values are, from 0 to 1, part by part: mappings by all their keys, lists place by place, texts by edit
 * distance, numbers by their difference. What is of two kinds is compared as text. The scale of autoevals' JSONDiff
 * (braintrustdata/autoevals, js/json.test.ts), whose expectations the test beside this holds it to.
 */
export function jsonSimilarity(a: Json, b: Json, depth = 0): number {
  if (depth > maxDepth)
    throw new GraderError(`Values that are nested deeper than ${maxDepth} are not compared.`);
  if (isRecord(a) && isRecord(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    if (keys.length === 0) return 1;
    return mean(keys.map((key) => jsonSimilarity(own(a, key), own(b, key), depth + 1)));
  }
  if (isList(a) && isList(b)) {
    const longer = Math.max(a.length, b.length);
    if (longer === 0) return 1;
    const both = Math.min(a.length, b.length);
    let sum = 0;
    for (let place = 0; place < both; place++) {
      sum += jsonSimilarity(a[place] ?? null, b[place] ?? null, depth + 1);
    }
    return sum / longer;
  }
  if (a === null || b === null) return a === b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return editSimilarity(a, b);
  if (typeof a === 'number' && typeof b === 'number') return numberSimilarity(a, b);
  return editSimilarity(sortedText(a), sortedText(b));
}

/** 1 minus the difference as a share of both sizes; two zeros are alike. */
export function numberSimilarity(a: number, b: number): number {
  if (a === b) return 1;
  // Scaled first: the sum of two of the largest numbers would be infinite.
  const largest = Math.max(Math.abs(a), Math.abs(b));
  const one = a / largest;
  const other = b / largest;
  return 1 - Math.abs(one - other) / (Math.abs(one) + Math.abs(other));
}

/**
 * How well two lists of texts pair up, whatever their order: the best pairing by edit distance, over the longer list.
 * With `extras`, what the first list has beyond the second costs nothing.
 */
export function listSimilarity(
  given: readonly string[],
  expected: readonly string[],
  { extras = false }: { extras?: boolean } = {},
): number {
  if (given.length === 0 || expected.length === 0) return given.length === expected.length ? 1 : 0;
  const worth = given.map((one) => expected.map((other) => editSimilarity(one, other)));
  const pairs = assign(worth);
  const sum = pairs.reduce((total, column, row) => total + (column < 0 ? 0 : (worth[row]?.[column] ?? 0)), 0);
  return Math.min(1, sum / (extras ? expected.length : Math.max(given.length, expected.length)));
}

function own(record: { readonly [key: string]: Json }, key: string): Json {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sortedText(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
