import { AppError, type Split, type TestCase } from '@agent-factory/contracts';
import type { Engines } from '../engines.ts';
import { taskHash } from './dataset-hash.ts';

/** A case of which the type says for what it may be used. */
export type CaseOf<S extends Split> = TestCase & { readonly split: S };

/** What share of the cases goes where; together 1. */
export interface Shares {
  train: number;
  validation: number;
  sealed: number;
}

/**
 * Cases that only a check may see. They are no list: whoever is given one cannot read it by mistake, print it or send it
 * to a model; `open` says in the code that it is done, and counts it.
 */
export class SealedCases {
  readonly #cases: readonly CaseOf<'sealed'>[];
  #openings = 0;

  constructor(cases: readonly CaseOf<'sealed'>[]) {
    this.#cases = cases;
  }

  get size(): number {
    return this.#cases.length;
  }

  /** How often they were looked at: a check that is repeated until it passes shows nothing. */
  get openings(): number {
    return this.#openings;
  }

  open<T>(check: (cases: readonly CaseOf<'sealed'>[]) => T): T {
    this.#openings++;
    return check(this.#cases);
  }

  toJSON(): { sealed: number } {
    return { sealed: this.size };
  }
}

export interface SplitCases {
  train: readonly CaseOf<'train'>[];
  validation: readonly CaseOf<'validation'>[];
  sealed: SealedCases;
}

export const defaultShares: Shares = { train: 0.6, validation: 0.2, sealed: 0.2 };

/**
 * Divides cases by the hash of their task and a seed, so that a case stays where it is when others come or its
 * expectations change, and two with one task are never apart. A case that names its split is there; one that was
 * generated is where the one it was made of is, else what is sealed would be known by its variants.
 */
export function splitCases(
  cases: readonly TestCase[],
  engines: Pick<Engines, 'canonicalJson' | 'sha256'>,
  { shares = defaultShares, seed = '' }: { shares?: Shares; seed?: string } = {},
): SplitCases {
  const parts = [shares.train, shares.validation, shares.sealed];
  const sum = parts.reduce((total, part) => total + part, 0);
  if (parts.some((part) => !(part >= 0)) || Math.abs(sum - 1) > 1e-9) {
    throw new AppError(
      'invalid_input',
      `The shares of train, validation and sealed must add up to 1, not ${sum}.`,
    );
  }
  const byName = new Map(cases.map((each) => [each.name, each]));
  const splitOf = (each: TestCase): Split => {
    const root = rootOf(each, byName);
    if (root.split !== null) return root.split;
    const place =
      Number.parseInt(engines.sha256(`${seed}\n${taskHash(root, engines)}`).slice(0, 13), 16) / 16 ** 13;
    return place < shares.train
      ? 'train'
      : place < shares.train + shares.validation
        ? 'validation'
        : 'sealed';
  };
  const placed = cases.map((each) => ({ each, split: splitOf(each) }));
  const of = <S extends Split>(split: S): CaseOf<S>[] =>
    placed.flatMap((one) => (one.split === split ? [{ ...one.each, split }] : []));
  return { train: of('train'), validation: of('validation'), sealed: new SealedCases(of('sealed')) };
}

/** The case that a generated one goes back to; itself where that is not among them, or where they go round. */
function rootOf(each: TestCase, byName: ReadonlyMap<string, TestCase>): TestCase {
  let at = each;
  const seen = new Set<string>();
  while (at.source.kind === 'generated' && !seen.has(at.name)) {
    seen.add(at.name);
    const parent = byName.get(at.source.of);
    if (parent === undefined) break;
    at = parent;
  }
  return at;
}
