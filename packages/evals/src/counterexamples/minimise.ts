import fc from 'fast-check';
import type { Json } from '../observation.ts';
import type { Candidate } from './candidate.ts';
import { partsOf, removeAt, replaceAt, valueAt } from './mutate.ts';

export interface Shrinking {
  breaks: (smaller: Candidate) => Promise<boolean>;
  /** False once the budget is spent: what is smallest by then is the answer. */
  goOn: () => boolean;
}

/**
 * The smallest candidate that still breaks: parts are left out, texts and numbers shrunk by fast-check, over and over
 * until nothing smaller breaks.
 */
export async function minimise(
  candidate: Candidate,
  { breaks, goOn }: Shrinking,
): Promise<{ candidate: Candidate; shrinks: number }> {
  let smallest = candidate;
  let shrinks = 0;
  for (let found = true; found && goOn(); ) {
    found = false;
    for (const smaller of removals(smallest)) {
      if (!goOn()) break;
      if (!(await breaks(smaller))) continue;
      [smallest, found] = [smaller, true];
      shrinks += 1;
      break;
    }
    if (found) continue;
    for (const path of partsOf(smallest)) {
      if (!goOn()) break;
      const from = smallest;
      const shrunk = await shrinkLeaf(valueAt(from, path), {
        breaks: (leaf) => breaks(replaceAt(from, path, leaf)),
        goOn,
      });
      if (shrunk === null) continue;
      smallest = replaceAt(smallest, path, shrunk.value);
      shrinks += shrunk.shrinks;
      found = true;
    }
  }
  return { candidate: smallest, shrinks };
}

/** The candidate without one of its parts, largest parts first. The input itself stays. */
function removals(candidate: Candidate): Candidate[] {
  return partsOf(candidate)
    .filter((path) => path.length > 1)
    .sort((a, b) => a.length - b.length)
    .map((path) => removeAt(candidate, path));
}

/** A character that only disappears: one in its place would make the find strange, and smaller for nobody. */
class Character extends fc.Arbitrary<string> {
  override generate(): fc.Value<string> {
    return new fc.Value('a', undefined);
  }
  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string';
  }
  override shrink(): fc.Stream<fc.Value<string>> {
    return fc.Stream.nil();
  }
}

const characters = fc.array(new Character(), { maxLength: 200_000, size: 'max' });
const wholeNumbers = fc.maxSafeInteger();

interface LeafShrinking<Leaf> {
  breaks: (leaf: Leaf) => Promise<boolean>;
  goOn: () => boolean;
}

async function shrinkLeaf(
  value: Json,
  shrinking: LeafShrinking<Json>,
): Promise<{ value: Json; shrinks: number } | null> {
  if (typeof value === 'string') {
    const shrunk = await shrinkWith(characters, [...value], {
      ...shrinking,
      breaks: (kept) => shrinking.breaks(kept.join('')),
    });
    return shrunk && { ...shrunk, value: shrunk.value.join('') };
  }
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return await shrinkWith(wholeNumbers, value, shrinking);
  }
  if (value === true && (await shrinking.breaks(false))) return { value: false, shrinks: 1 };
  return null;
}

/** Follows fast-check's own shrinking of a value that it did not make. */
async function shrinkWith<Leaf>(
  arbitrary: fc.Arbitrary<Leaf>,
  value: Leaf,
  { breaks, goOn }: LeafShrinking<Leaf>,
): Promise<{ value: Leaf; shrinks: number } | null> {
  if (!arbitrary.canShrinkWithoutContext(value)) return null;
  let smallest = new fc.Value(value, undefined);
  let shrinks = 0;
  for (let found = true; found; ) {
    found = false;
    for (const smaller of arbitrary.shrink(smallest.value, smallest.context)) {
      if (!goOn()) break;
      if (!(await breaks(smaller.value))) continue;
      [smallest, found] = [smaller as typeof smallest, true];
      shrinks += 1;
      break;
    }
  }
  return shrinks === 0 ? null : { value: smallest.value, shrinks };
}
