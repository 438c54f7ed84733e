import type { JsonValue } from '@agent-factory/spec';
import type { TeamParts } from '../compile/spec-parts.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunOutcome } from '../run/run-level.ts';
import { failed, type RunResult, refused } from '../run/run-state.ts';
import type { MemberVisit } from './visit-member.ts';

/**
 * How the members of a team work together, cut into turns. A turn ends in a checkpoint: `work` is all that the next
 * one knows of it, so it is plain JSON. A turn that is cut off is done again; members that ended in it answer at once.
 */
export interface Pattern<W> {
  begin: W;
  turn(work: W, at: Turning): Promise<Turn<W>>;
}

export type Turn<W> = { work: W } | { made: JsonValue } | { result: RunResult };

/** What a turn has to work with. */
export interface Turning {
  team: TeamParts;
  input: JsonValue;
  context: RunContext;
  /** Lets a member work. */
  visit(visit: MemberVisit): Promise<RunOutcome>;
  /** Lets members work at once, each to its end whatever becomes of the others. In the order of `visits`. */
  together(visits: readonly MemberVisit[]): Promise<RunOutcome[]>;
  /** Notes that a member will not work, and why. */
  skip(member: Pick<MemberVisit, 'name' | 'agent'>, note: string): Promise<void>;
}

/** A team fails with its member, which it names. */
export function endedBy(name: string, { status, error }: RunOutcome): RunResult {
  const code = error?.code ?? 'internal';
  const message = `The member "${name}" ${status === 'refused' ? 'was refused' : 'failed'}: ${error?.message ?? 'it did not say why.'}`;
  return status === 'refused' ? refused({ code, message }) : failed({ code, message });
}
