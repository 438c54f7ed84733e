import { isAppError } from '@agent-factory/contracts';
import type { ModelMessage, ToolCall } from '@agent-factory/llm';
import type { JsonValue } from '@agent-factory/spec';
import type { AgentParts } from '../compile/agent-parts.ts';
import type { Crossing } from '../invariants/crossing.ts';
import { textOf } from '../invariants/crossing.ts';
import { type BrokenRule, enforce, explain, maxInvariantRetries } from '../invariants/enforce.ts';
import type { ToolResult } from '../ports/tool-port.ts';
import { plainArguments } from '../run/conversation.ts';
import type { RunContext } from '../run/run-context.ts';
import { type AgentState, refused, type ToolCallRecord } from '../run/run-state.ts';
import { argumentProblem } from './argument-problem.ts';
import type { AgentNode } from './settling.ts';

/** What a model is shown of one result; tools cut their own answers long before. */
const maxResultCharacters = 200_000;

/** The next call of the last answer that has no result yet. */
export function nextToolCall(messages: readonly ModelMessage[]): ToolCall | null {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  const message = messages[last];
  if (message?.role !== 'assistant') return null;
  const answered = new Set(
    messages.slice(last + 1).map((later) => (later.role === 'tool' ? later.toolCallId : '')),
  );
  return message.toolCalls.find(({ id }) => !answered.has(id)) ?? null;
}

/** One tool call: past its rules, to a tool of the spec with fitting arguments, and its result past theirs. */
export function runTool(agent: AgentParts): AgentNode {
  return async (state, context) => {
    const call = nextToolCall(state.messages);
    if (call === null) return {};
    const { progress } = state;
    const step = progress.step;
    const mayRetry = progress.invariantRetries < maxInvariantRetries;
    const input = plainArguments(call.arguments);
    const crossing = (at: Crossing['at'], value: JsonValue, result: JsonValue): Crossing => ({
      at,
      value,
      progress,
      tool: { name: call.name, arguments: input, result },
      elapsedMs: context.elapsedMs(),
    });

    const asked = await enforce(agent.invariants.tool_call, crossing('tool_call', input, null), {
      mayRetry,
      emit: context.emit,
    });
    if (asked.kind !== 'pass') {
      // The arguments are what broke the rule, so they do not reach the log either.
      await emitDenied(context, step, call, null, asked.broken.map(explain).join(' '));
      if (asked.kind === 'block') return refusedBy(asked.broken, `A call of "${call.name}" was refused.`);
      return sentBack(state, call, asked.broken);
    }
    const problem = argumentProblem(call, asked.value, context.tools);
    if (problem !== null) {
      await emitDenied(context, step, call, asked.value, problem);
      return answered(state, call, 'denied', problem);
    }

    await context.emit({
      type: 'tool.call',
      step,
      tool_call_id: call.id,
      name: call.name,
      arguments: asked.value,
    });
    const startedAt = context.clock.now();
    const idempotencyKey = `${context.runId}/${step}/${call.id}`;
    const result = await callTool(call.name, asked.value, idempotencyKey, agent.spec.name, context);
    context.markEffect();
    const duration_ms = context.clock.now() - startedAt;
    const finished = { type: 'tool.result', step, tool_call_id: call.id, name: call.name } as const;
    const record: ToolCallRecord = { id: call.id, name: call.name, outcome: result.outcome };
    const told = await enforce(
      agent.invariants.tool_result,
      {
        ...crossing('tool_result', result.value, result.value),
        progress: { ...progress, calls: [...progress.calls, record] },
      },
      { mayRetry, emit: context.emit },
    );
    if (told.kind !== 'pass') {
      const reason = told.broken.map(explain).join(' ');
      await context.emit({ ...finished, outcome: 'denied', result: { error: reason }, duration_ms });
      if (told.kind === 'block') return refusedBy(told.broken, `The result of "${call.name}" was refused.`);
      return sentBack(state, call, told.broken);
    }
    await context.emit({ ...finished, outcome: result.outcome, result: told.value, duration_ms });
    return answered(state, call, result.outcome, textOf(told.value));
  };
}

async function callTool(
  name: string,
  input: JsonValue,
  idempotencyKey: string,
  agent: string,
  context: RunContext,
): Promise<ToolResult> {
  try {
    const work = context.toolPort.call(name, asArguments(input), {
      signal: context.deadline.signal,
      idempotencyKey,
      threadId: context.threadId,
      agent,
    });
    const result = await context.deadline.race(work);
    if (textOf(result.value).length <= maxResultCharacters) return result;
    return {
      outcome: 'error',
      value: { error: `The result is longer than ${maxResultCharacters} characters.` },
    };
  } catch (error) {
    context.deadline.check();
    const message = isAppError(error) ? error.message : 'The tool failed unexpectedly.';
    return { outcome: 'error', value: { error: message } };
  }
}

async function emitDenied(
  { emit }: RunContext,
  step: number,
  call: ToolCall,
  input: JsonValue,
  reason: string,
): Promise<void> {
  const which = { step, tool_call_id: call.id, name: call.name };
  await emit({ type: 'tool.call', ...which, arguments: input });
  await emit({
    type: 'tool.result',
    ...which,
    outcome: 'denied',
    result: { error: reason },
    duration_ms: 0,
  });
}

function answered(
  { messages, progress }: AgentState,
  { id, name }: ToolCall,
  outcome: ToolCallRecord['outcome'],
  content: string,
): Partial<AgentState> & { progress: AgentState['progress'] } {
  return {
    messages: [...messages, { role: 'tool', toolCallId: id, name, content, isError: outcome !== 'ok' }],
    progress: { ...progress, calls: [...progress.calls, { id, name, outcome }] },
  };
}

/** The model learns which rule it broke and why, and may try again. */
function sentBack(state: AgentState, call: ToolCall, broken: readonly BrokenRule[]): Partial<AgentState> {
  const update = answered(state, call, 'denied', `Refused. ${broken.map(explain).join(' ')}`);
  return {
    ...update,
    progress: { ...update.progress, invariantRetries: state.progress.invariantRetries + 1 },
  };
}

function refusedBy(broken: readonly BrokenRule[], what: string): Partial<AgentState> {
  return {
    result: refused({ code: 'invariant_violated', message: `${what} ${broken.map(explain).join(' ')}` }),
  };
}

/** Checked by `argumentProblem` to be an object before the call. */
function asArguments(input: JsonValue): Readonly<Record<string, unknown>> {
  return input as Readonly<Record<string, unknown>>;
}
