import type { RunEventData } from '@agent-factory/contracts';
import type { ModelMessage, ToolCall } from '@agent-factory/llm';
import { type AgentSpec, type JsonValue, textOf } from '@agent-factory/spec';
import type { AgentParts } from '../compile/spec-parts.ts';
import {
  type BrokenRule,
  enforce,
  explain,
  maxInvariantRetries,
  type Passage,
} from '../invariants/enforce.ts';
import type { ToolEffect } from '../ports/tool-port.ts';
import { askPeople } from '../run/ask-people.ts';
import { plainArguments } from '../run/conversation.ts';
import type { RunContext } from '../run/run-context.ts';
import { type AgentState, refused, type ToolCallRecord } from '../run/run-state.ts';
import { argumentProblem } from './argument-problem.ts';
import { makeCall } from './make-call.ts';
import type { AgentNode } from './settling.ts';

/** From here on a call is said to have been slow. */
const slowMs = 500;

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

/** What the call can do, of whichever source its tool is; an agent as a tool can do what its own calls can. */
function effectOf(spec: AgentSpec, { name }: ToolCall, { tools }: RunContext): { effect?: ToolEffect } {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined || spec.tools.some((ref) => ref.type === 'agent' && ref.name === name)) return {};
  return { effect: tool.effect };
}

/** What became of a call before it was made. */
type Admission =
  | { kind: 'go'; input: JsonValue; record: ToolCallRecord }
  | { kind: 'denied'; input: JsonValue; reason: string }
  | { kind: 'broken'; passage: Exclude<Passage, { kind: 'pass' }> };

/**
 * One tool call: past its rules, with fitting arguments, past the people who have to agree, to a tool of the spec, and
 * its result past the rules again.
 */
export function runTool(agent: AgentParts): AgentNode {
  return async (state, context) => {
    const call = nextToolCall(state.messages);
    if (call === null) return {};
    const { progress } = state;
    const { step } = progress;
    const mayRetry = progress.invariantRetries < maxInvariantRetries;
    const which = { step, tool_call_id: call.id, name: call.name } as const;
    const effect = effectOf(agent.spec, call, context);

    const admission = await admit(agent.spec, call, step, mayRetry, context);
    if (admission.kind === 'broken') {
      const { passage } = admission;
      const reason = passage.broken.map(explain).join(' ');
      // The arguments are what broke the rule, so they do not reach the log either.
      await emitDenied(context, { ...which, ...effect }, null, reason);
      if (passage.kind === 'block') {
        return refusedBy(passage.broken, `A call of "${call.name}" was refused.`);
      }
      return sentBack(state, context, call, passage.broken);
    }
    if (admission.kind === 'denied') {
      await emitDenied(context, { ...which, ...effect }, admission.input, admission.reason);
      note(context, recordOf(call, context, 'denied'));
      return answered(state, call, 'denied', admission.reason);
    }

    const { input, record } = admission;
    await context.emit({ type: 'tool.call', ...which, ...effect, arguments: input });
    const startedAt = context.clock.now();
    const result = await makeCall(agent.spec, { call, input, step }, context);
    context.markEffect();
    const duration_ms = context.clock.now() - startedAt;
    const slow = duration_ms > slowMs ? ({ slow: true } as const) : {};
    const finished = { type: 'tool.result', ...which, duration_ms, ...slow } as const;
    record.outcome = result.outcome;
    const told = await enforce(
      context,
      {
        at: 'tool_result',
        place: `${step}/${call.id}`,
        value: result.value,
        tool: { name: call.name, arguments: input, result: result.value },
      },
      { mayRetry },
    );
    if (told.kind !== 'pass') {
      const reason = told.broken.map(explain).join(' ');
      await context.emit({ ...finished, outcome: 'denied', result: { error: reason } });
      if (told.kind === 'block') return refusedBy(told.broken, `The result of "${call.name}" was refused.`);
      record.outcome = 'denied';
      return sentBack(state, context, call, told.broken, { noted: true });
    }
    await context.emit({ ...finished, outcome: result.outcome, result: told.value });
    return answered(state, call, result.outcome, textOf(told.value));
  };
}

/** Whether a call may be made, and with which arguments. Waits for people where their word is needed. */
async function admit(
  spec: AgentSpec,
  call: ToolCall,
  step: number,
  mayRetry: boolean,
  context: RunContext,
): Promise<Admission> {
  const asked = plainArguments(call.arguments);
  const first = await passRules(call, asked, step, mayRetry, context);
  if (first.kind !== 'go') return first;
  const asker = context.lineage.find(
    (each) => each.spec.kind === 'Agent' && each.spec.approvals.includes(call.name),
  );
  if (asker === undefined) return first;
  const decision = await askPeople(
    context,
    `${step}/${call.id}`,
    {
      about: 'tool',
      subject: { name: call.name, value: first.input },
      reason: asker.spec === spec ? null : `"${asker.spec.name}" lets people decide on this tool.`,
    },
    asker,
  );
  if (!decision.approved) {
    drop(first.record, context);
    const note = decision.note === null ? '' : ` They said: ${decision.note}`;
    const reason =
      decision.state === 'expired'
        ? `Nobody approved this call of "${call.name}" in time, so it was not made.`
        : `A person refused this call of "${call.name}", so it was not made.${note}`;
    return { kind: 'denied', input: first.input, reason };
  }
  if (decision.state !== 'edited') return first;
  // What a person wrote has to pass everything that a model's arguments have to pass.
  drop(first.record, context);
  return passRules(call, decision.value, step, false, context);
}

/**
 * Rules over what was called see the calls of everything that they bind, so they are held against one call at a time,
 * and a call that passes joins the trace before the next is looked at.
 */
function passRules(
  call: ToolCall,
  asked: JsonValue,
  step: number,
  mayRetry: boolean,
  context: RunContext,
): Promise<Admission> {
  return context.scope.inTurn(async (): Promise<Admission> => {
    const passage = await enforce(
      context,
      {
        at: 'tool_call',
        place: `${step}/${call.id}`,
        value: asked,
        tool: { name: call.name, arguments: asked, result: null },
      },
      { mayRetry },
    );
    if (passage.kind !== 'pass') return { kind: 'broken', passage };
    const input = passage.value;
    const reason = argumentProblem(call, input, context.tools);
    if (reason !== null) return { kind: 'denied', input, reason };
    // Until it has succeeded it counts as a call that was made and did not.
    const record = recordOf(call, context, 'error');
    note(context, record);
    return { kind: 'go', input, record };
  });
}

function recordOf(
  { id, name }: ToolCall,
  { member }: RunContext,
  outcome: ToolCallRecord['outcome'],
): ToolCallRecord {
  return member === null ? { id, name, outcome } : { id, name, outcome, member };
}

function note({ lineage }: RunContext, record: ToolCallRecord): void {
  for (const { tally } of lineage) tally.calls.push(record);
}

function drop(record: ToolCallRecord, { lineage }: RunContext): void {
  for (const { tally } of lineage) tally.calls.splice(tally.calls.indexOf(record), 1);
}

async function emitDenied(
  { emit }: RunContext,
  {
    effect,
    ...which
  }: Pick<Extract<RunEventData, { type: 'tool.call' }>, 'step' | 'tool_call_id' | 'name' | 'effect'>,
  input: JsonValue,
  reason: string,
): Promise<void> {
  await emit({ type: 'tool.call', ...which, ...(effect === undefined ? {} : { effect }), arguments: input });
  await emit({
    type: 'tool.result',
    ...which,
    outcome: 'denied',
    result: { error: reason },
    duration_ms: 0,
  });
}

function answered(
  { messages }: AgentState,
  { id, name }: ToolCall,
  outcome: ToolCallRecord['outcome'],
  content: string,
): Partial<AgentState> {
  return {
    messages: [...messages, { role: 'tool', toolCallId: id, name, content, isError: outcome !== 'ok' }],
  };
}

/** The model learns which rule it broke and why, and may try again. */
function sentBack(
  state: AgentState,
  context: RunContext,
  call: ToolCall,
  broken: readonly BrokenRule[],
  { noted } = { noted: false },
): Partial<AgentState> {
  if (!noted) note(context, recordOf(call, context, 'denied'));
  return {
    ...answered(state, call, 'denied', `Refused. ${broken.map(explain).join(' ')}`),
    progress: { ...state.progress, invariantRetries: state.progress.invariantRetries + 1 },
  };
}

function refusedBy(broken: readonly BrokenRule[], what: string): Partial<AgentState> {
  return {
    result: refused({ code: 'invariant_violated', message: `${what} ${broken.map(explain).join(' ')}` }),
  };
}
