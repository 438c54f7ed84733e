import { type Boundary, boundaries, type InvariantAction } from '@agent-factory/contracts';
import { type Authored, type JsonValue, parseInvariant } from '@agent-factory/spec';
import { asTyped, isMapping, listAt, type Mapping, valueAt } from '../form/value-at.ts';

/** An invariant while it is built. `check` is as its author wrote it: what nobody touches stays as it is. */
export interface Draft {
  id: string;
  says: string;
  at: readonly Boundary[];
  check: Mapping;
  otherwise: InvariantAction;
}

/** What stands in the spec; null for what is no mapping with a check of one key. */
export function readDraft(written: JsonValue | undefined): Draft | null {
  if (!isMapping(written) || !isMapping(written.check) || Object.keys(written.check).length !== 1)
    return null;
  const { invariant } = parseInvariant(written);
  const at = typeof written.at === 'string' ? [written.at] : listAt(written, ['at']);
  return {
    id: asTyped(written.id),
    says: asTyped(written.says),
    at: invariant?.at ?? boundaries.filter((each) => at.includes(each)),
    check: written.check,
    otherwise: invariant?.otherwise ?? 'block',
  };
}

/** As it is written into the spec; what says the same as before is left in its old form. */
export function writeDraft(draft: Draft, before?: JsonValue): Authored {
  const old = readDraft(before);
  const oldAt = valueAt(before, ['at']);
  const isSameAt = old !== null && old.at.join() === draft.at.join();
  const [only] = draft.at;
  const at: JsonValue | undefined = isSameAt ? oldAt : draft.at.length === 1 && only ? only : [...draft.at];
  const isSameAction = old !== null && old.otherwise === draft.otherwise;
  const otherwise = isSameAction ? valueAt(before, ['otherwise']) : draft.otherwise;
  return {
    id: draft.id,
    says: draft.says,
    ...(at === undefined ? {} : { at }),
    check: draft.check,
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

/** A name that no other rule has: the wanted one, or with a number behind it. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let count = 2;
  while (taken.includes(`${wanted}-${count}`)) count += 1;
  return `${wanted}-${count}`;
}
