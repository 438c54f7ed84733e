import type { TeamSpec } from '@agent-factory/spec';
import { Command, END, type LangGraphRunnableConfig, START, StateGraph } from '@langchain/langgraph';
import type { TeamParts } from '../compile/spec-parts.ts';
import { guardInput } from '../nodes/guard-input.ts';
import { endingOf, usedSoFar } from '../nodes/settling.ts';
import { contextOf } from '../run/run-context.ts';
import { graph } from './graph.ts';
import { guardTeamOutput } from './guard-team-output.ts';
import { parallel } from './parallel.ts';
import { planExecute } from './plan-execute.ts';
import { router } from './router.ts';
import { sequence } from './sequence.ts';
import { supervisor } from './supervisor.ts';
import { type TeamNode, takeTurn } from './take-turn.ts';
import { type TeamState, teamState } from './team-state.ts';

/** guard input → turns of the pattern until something is made → guard output; a checkpoint after each. */
export function buildTeamGraph(team: TeamParts) {
  return new StateGraph(teamState)
    .addNode('guard_input', settling(guardInput()), { ends: ['take_turn', END] })
    .addNode('take_turn', settling(turnOf(team, team.spec)), { ends: ['take_turn', 'guard_output', END] })
    .addNode('guard_output', settling(guardTeamOutput(team)), { ends: [END] })
    .addEdge(START, 'guard_input')
    .compile({ name: team.spec.name });
}

function turnOf(team: TeamParts, spec: TeamSpec): TeamNode {
  switch (spec.pattern) {
    case 'router':
      return takeTurn(team, router(spec));
    case 'sequence':
      return takeTurn(team, sequence(spec));
    case 'parallel':
      return takeTurn(team, parallel(spec));
    case 'supervisor':
      return takeTurn(team, supervisor(spec));
    case 'plan-execute':
      return takeTurn(team, planExecute(spec));
    case 'graph':
      return takeTurn(team, graph(spec));
  }
}

/** As an agent's nodes: the deadline first; a run-ending refusal becomes a result. */
function settling(node: TeamNode) {
  return async (state: TeamState, config: LangGraphRunnableConfig) => {
    const context = contextOf(config);
    let update: Partial<TeamState>;
    try {
      context.deadline.check();
      update = await node(state, context);
    } catch (thrown) {
      update = { result: endingOf(thrown, context) };
    }
    update = { ...update, progress: usedSoFar(context, update.progress ?? state.progress) };
    const after: TeamState = { ...state, ...update };
    if (after.result !== null) return new Command({ update, goto: END });
    return new Command({ update, goto: after.made === null ? 'take_turn' : 'guard_output' });
  };
}
