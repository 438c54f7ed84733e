import { END, START, StateGraph } from '@langchain/langgraph';
import { callModel } from '../nodes/call-model.ts';
import { guardInput } from '../nodes/guard-input.ts';
import { guardOutput } from '../nodes/guard-output.ts';
import { nextToolCall, runTool } from '../nodes/run-tool.ts';
import { settling } from '../nodes/settling.ts';
import { needsSummary, sumUp } from '../nodes/sum-up.ts';
import { agentState } from '../run/run-state.ts';
import type { AgentParts } from './spec-parts.ts';

/**
 * guard input → (what is to be remembered is summed up →) model ⇄ tools → guard output; one tool call per step, so that a finished one is never repeated.
 * Nodes name their successor in a Command: conditional edges are runnables of their own, a third of the work of a step.
 */
export function buildGraph(agent: AgentParts) {
  return new StateGraph(agentState)
    .addNode(
      'guard_input',
      settling(guardInput(), (state) => (needsSummary(agent, state) ? 'sum_up' : 'call_model')),
      { ends: ['sum_up', 'call_model', END] },
    )
    .addNode(
      'sum_up',
      settling(sumUp(agent), () => 'call_model'),
      { ends: ['call_model', END] },
    )
    .addNode(
      'call_model',
      settling(callModel(agent), ({ messages }) =>
        nextToolCall(messages) === null ? 'guard_output' : 'run_tool',
      ),
      { ends: ['run_tool', 'guard_output', END] },
    )
    .addNode(
      'run_tool',
      settling(runTool(agent), ({ messages }) =>
        nextToolCall(messages) === null ? 'call_model' : 'run_tool',
      ),
      { ends: ['run_tool', 'call_model', END] },
    )
    .addNode(
      'guard_output',
      settling(guardOutput(agent), () => 'call_model'),
      { ends: ['call_model', END] },
    )
    .addEdge(START, 'guard_input')
    .compile({ name: agent.spec.name });
}
export type AgentGraph = ReturnType<typeof buildGraph>;
