import { type ErrorCode, isAppError } from '@agent-factory/contracts';
import { Command, END, type LangGraphRunnableConfig } from '@langchain/langgraph';
import { contextOf, type RunContext } from '../run/run-context.ts';
import { type AgentState, failed, type RunProgress, type RunResult } from '../run/run-state.ts';

export type AgentNode = (state: AgentState, context: RunContext) => Promise<Partial<AgentState>>;

/** Refusals that end a run for good; any other error is the caller's to retry or to report. */
const endings: ReadonlySet<ErrorCode> = new Set([
  'no_model_available',
  'provider_failed',
  'cost_ceiling',
  'limit_exceeded',
  'timed_out',
  'rate_limited',
  'invalid_input',
  'spec_not_runnable',
]);

type NodeName = 'sum_up' | 'call_model' | 'run_tool' | 'guard_output';

/**
 * A node as the graph calls it: checks the deadline first, turns a run-ending refusal into a result, and goes
 * on to where `next` says until there is a result.
 */
export function settling(node: AgentNode, next: (state: AgentState) => NodeName) {
  return async (state: AgentState, config: LangGraphRunnableConfig) => {
    const update = await settle(node, state, contextOf(config));
    const after: AgentState = { ...state, ...update };
    return new Command({ update, goto: after.result === null ? next(after) : END });
  };
}

async function settle(node: AgentNode, state: AgentState, context: RunContext): Promise<Partial<AgentState>> {
  try {
    context.deadline.check();
    const update = await node(state, context);
    return { ...update, progress: usedSoFar(context, update.progress ?? state.progress) };
  } catch (thrown) {
    return { result: endingOf(thrown, context), progress: usedSoFar(context, state.progress) };
  }
}

/** The progress with all that has been used by now, judges and members included. For the end of a node. */
export function usedSoFar(context: RunContext, progress: RunProgress): RunProgress {
  return { ...context.lineage[0].tally.into(progress), elapsedMs: context.elapsedMs() };
}

/** The result that a run-ending refusal makes; throws whatever is the caller's to retry or to report. */
export function endingOf(thrown: unknown, { deadline: { signal } }: RunContext): RunResult {
  // A port that saw the signal abort throws its own `cancelled`, even when it was the time that was up.
  const error: unknown = signal.aborted ? signal.reason : thrown;
  if (!isAppError(error) || !endings.has(error.code)) throw error;
  return failed({ code: error.code, message: error.message });
}
