import type { Invariant, InvariantCheckKind } from '../invariant.ts';
import { type Place, type ReadContext, tokenOf } from '../shape/shape.ts';
import type { TreeNode } from '../text/read-tree.ts';

/** Checks that only forbid: of a team's, these also bind each member at its own output, where it can be asked again. */
const forbids: ReadonlySet<InvariantCheckKind> = new Set([
  'forbidPattern',
  'noPii',
  'forbidTool',
  'maxCalls',
  'toolOrder',
]);

/** `retry` at a team's output, where nobody answers anew: it means block, which is said. */
export function checkTeamRules(
  invariants: readonly Invariant[],
  root: TreeNode,
  place: Place,
  context: ReadContext,
): void {
  const written = root.kind === 'map' ? root.entries.find(({ key }) => key === 'invariants') : undefined;
  const rules = written?.value.kind === 'seq' ? written.value.items : [];
  for (const [index, { at, check, otherwise }] of invariants.entries()) {
    if (otherwise !== 'retry' || !at.includes('output') || forbids.has(check.kind)) continue;
    const rule = rules[index];
    const word = rule?.kind === 'map' ? rule.entries.find(({ key }) => key === 'otherwise') : undefined;
    const token = word?.value ?? rule;
    context.reporter.report('team_is_not_asked_again', {
      message: 'A team is not asked again: at its output "retry" blocks.',
      path: [...place.path, 'invariants', index, 'otherwise'],
      span: token === undefined ? place.near : tokenOf(token, place),
      hint: 'Give the rule to the member that writes the answer, or say block.',
    });
  }
}
