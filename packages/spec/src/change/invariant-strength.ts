import type { InvariantAction } from '@agent-factory/contracts';
import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { Invariant, InvariantCheck } from '../invariant.ts';
import { checkValue } from '../spec-value.ts';

// A person may let an escalated violation pass; redaction, retry and block never do, and of these the
// later ones let less through.
const actionStrength: Readonly<Record<InvariantAction, number>> = {
  warn: 0,
  escalate: 1,
  redact: 2,
  retry: 3,
  block: 4,
};

/**
 * Whether everything that `parent` forbids `child` forbids too, at the same places and as firmly. Sound, not
 * complete: two patterns or expressions are compared as texts, so a "no" may be a "yes" nobody proved.
 */
export function isAtLeastAsStrong(child: Invariant, parent: Invariant): boolean {
  return (
    actionStrength[child.otherwise] >= actionStrength[parent.otherwise] &&
    parent.at.every((boundary) => child.at.includes(boundary)) &&
    demandsAtLeast(child.check, parent.check)
  );
}

export function isEquallyStrong(a: Invariant, b: Invariant): boolean {
  return isAtLeastAsStrong(a, b) && isAtLeastAsStrong(b, a);
}

function demandsAtLeast(child: InvariantCheck, parent: InvariantCheck): boolean {
  if (child.kind === 'maxLength' && parent.kind === 'maxLength') return child.characters <= parent.characters;
  if (child.kind === 'maxCalls' && parent.kind === 'maxCalls') {
    const counts = child.tool === parent.tool || child.tool === null;
    return counts && child.atMost <= parent.atMost;
  }
  if (child.kind === 'noPii' && parent.kind === 'noPii') {
    return parent.kinds.every((kind) => child.kinds.includes(kind));
  }
  if (child.kind === 'toolOrder' && parent.kind === 'toolOrder')
    return holdsInOrder(child.tools, parent.tools);
  return child.kind === parent.kind && canonicalJson(checkValue(child)) === canonicalJson(checkValue(parent));
}

/** Whether `wanted` occurs in `tools` in this order, others between allowed. */
function holdsInOrder(tools: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const tool of tools) if (tool === wanted[at]) at++;
  return at === wanted.length;
}
