import type { ChangeRisk } from '@agent-factory/spec';

const grave: readonly ChangeRisk[] = [
  'write_access_gained',
  'tool_gained',
  'approval_removed',
  'invariant_removed',
  'invariant_weakened',
  'ceiling_raised',
  'region_widened',
  'gate_lowered',
];

/** Whether a change lets an agent do more than before, or holds it less. */
export function loosens(risk: string): boolean {
  return grave.some((each) => each === risk);
}
