import { endingOf } from '../nodes/settling.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunOutcome } from '../run/run-level.ts';
import type { RunProgress } from '../run/run-state.ts';
import { RunWaits } from '../run/run-waits.ts';
import type { Pattern, Turn } from './pattern.ts';
import type { TeamParts } from './team-parts.ts';
import type { TeamState } from './team-state.ts';
import { type MemberVisit, skipMember, visitMember } from './visit-member.ts';

export type TeamNode = (state: TeamState, context: RunContext) => Promise<Partial<TeamState>>;

/** One turn of a pattern as a node of the team's graph: its work goes on from the checkpoint, its members' use is counted. */
export function takeTurn<W>(team: TeamParts, pattern: Pattern<W>): TeamNode {
  return async (state, context) => {
    const used: RunOutcome[] = [];
    const together = async (visits: readonly MemberVisit[]): Promise<RunOutcome[]> => {
      const outcomes = await allOf(visits.map((visit) => visitMember(context, visit)));
      used.push(...outcomes);
      return outcomes;
    };
    let turn: Turn<W>;
    try {
      turn = await pattern.turn(workOf(state, pattern.begin), {
        team,
        input: state.progress.input,
        context,
        together,
        visit: async (visit) => {
          const outcome = await visitMember(context, visit);
          used.push(outcome);
          return outcome;
        },
        skip: (member, note) => skipMember(context, member, note),
      });
    } catch (thrown) {
      // Members that were stopped in the middle have used something too: this ends the run, so all of it counts.
      return { result: endingOf(thrown, context), progress: withTally(state.progress, context) };
    }
    // The next checkpoint, which knows what came of the turn, goes out at once.
    context.markEffect();
    const progress = used.reduce(withUse, state.progress);
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

function withUse(progress: RunProgress, outcome: RunOutcome): RunProgress {
  const { tokens } = progress;
  return {
    ...progress,
    memberSteps: (progress.memberSteps ?? 0) + outcome.steps,
    calls: [...progress.calls, ...outcome.calls],
    model: outcome.model ?? progress.model,
    costNanoUsd: progress.costNanoUsd + outcome.costNanoUsd,
    tokens: {
      input: tokens.input + outcome.tokens.input,
      output: tokens.output + outcome.tokens.output,
      total: tokens.total + outcome.tokens.total,
    },
  };
}

/** Everything that was used inside the team so far, as the attempt has counted it. */
function withTally(progress: RunProgress, { lineage: [{ tally }] }: RunContext): RunProgress {
  return {
    ...progress,
    memberSteps: tally.steps - progress.step,
    calls: [...tally.calls],
    costNanoUsd: tally.spentNanoUsd,
    tokens: { ...tally.tokens },
  };
}

/** The channel is written by the same pattern of the same spec alone: the spec's hash is pinned with the run. */
function workOf<W>({ work }: TeamState, begin: W): W {
  return work === null || work === undefined ? begin : (work as W);
}
