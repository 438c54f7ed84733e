import type { TeamParts } from '../compile/spec-parts.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunOutcome } from '../run/run-level.ts';
import { RunWaits } from '../run/run-waits.ts';
import type { Pattern } from './pattern.ts';
import type { TeamState } from './team-state.ts';
import { type MemberVisit, skipMember, visitMember } from './visit-member.ts';

export type TeamNode = (state: TeamState, context: RunContext) => Promise<Partial<TeamState>>;

/** One turn of a pattern as a node of the team's graph: its work goes on from the checkpoint. */
export function takeTurn<W>(team: TeamParts, pattern: Pattern<W>): TeamNode {
  return async (state, context) => {
    let { model } = state.progress;
    const visit = async (each: MemberVisit): Promise<RunOutcome> => {
      const outcome = await visitMember(context, each, state.history);
      model = outcome.model ?? model;
      return outcome;
    };
    const turn = await pattern.turn(workOf(state, pattern.begin), {
      team,
      input: state.progress.input,
      context,
      visit,
      together: (visits) => allOf(visits.map(visit)),
      skip: (member, note) => skipMember(context, member, note),
    });
    // The next checkpoint, which knows what came of the turn, goes out at once.
    context.markEffect();
    const progress = { ...state.progress, model };
    if ('result' in turn) return { progress, result: turn.result };
    return 'made' in turn ? { progress, made: { value: turn.made } } : { progress, work: turn.work };
  };
}

/**
 * What all of them answer. None is left behind when another breaks: what breaks is thrown after the last has
 * ended, and if all that stops them is that they wait, they wait together.
 */
async function allOf(running: readonly Promise<RunOutcome>[]): Promise<RunOutcome[]> {
  const settled = await Promise.allSettled(running);
  const thrown = settled.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  const broken = thrown.find((error) => !(error instanceof RunWaits));
  if (broken !== undefined) throw broken;
  const waits = thrown.flatMap((error) => (error instanceof RunWaits ? error.approvalIds : []));
  if (waits.length > 0) throw new RunWaits(waits);
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** The channel is written by the same pattern of the same spec alone: the spec's hash is pinned with the run. */
function workOf<W>({ work }: TeamState, begin: W): W {
  return work === null || work === undefined ? begin : (work as W);
}
