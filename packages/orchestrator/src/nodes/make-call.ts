import { type ErrorCode, isAppError } from '@agent-factory/contracts';
import type { ToolCall } from '@agent-factory/llm';
import { type AgentSpec, type JsonValue, textOf } from '@agent-factory/spec';
import type { ToolResult } from '../ports/tool-port.ts';
import type { RunContext } from '../run/run-context.ts';
import { shortKey } from '../run/short-key.ts';
import { visitMember } from '../teams/visit-member.ts';

/** What a model is shown of one result; tools cut their own answers long before. */
const maxResultCharacters = 200_000;

interface Call {
  call: ToolCall;
  /** As the rules, the schema and people left the arguments. */
  input: JsonValue;
  step: number;
}

/**
 * Makes a call that may be made, or tells what an earlier attempt of the run knows of it: a tool that writes or moves
 * money is called at most once per call of the model, unless it takes an idempotency key.
 */
export async function makeCall(spec: AgentSpec, made: Call, context: RunContext): Promise<ToolResult> {
  const { call, step } = made;
  if (spec.tools.some((tool) => tool.type === 'agent' && tool.name === call.name)) {
    return bounded(await callAgent(made, context));
  }
  const visit = context.namespace === '' ? context.runId : `${context.runId}/${context.namespace}`;
  const key = shortKey(`${visit}/${step}/${call.id}`);
  const tool = context.tools.find(({ name }) => name === call.name);
  if (tool === undefined || tool.effect === 'read') return bounded(await callTool(spec, made, key, context));

  const known = await context.effects.begin(key, { tool: call.name, effect: tool.effect });
  if (known.state === 'done') return known.result;
  if (known.state === 'unknown' && !tool.idempotent) {
    const result = mayHaveHappened(call.name);
    await context.effects.done(key, result);
    return result;
  }
  const result = bounded(await callTool(spec, made, key, context));
  await context.effects.done(key, result);
  return result;
}

function mayHaveHappened(name: string): ToolResult {
  return {
    outcome: 'error',
    value: {
      error: `"${name}" had been called when the run was interrupted, and nobody knows what came of it. It may have happened, so it was not called again. Find out with another tool before you repeat it, or say so in your answer.`,
    },
  };
}

async function callTool(
  spec: AgentSpec,
  { call, input }: Call,
  idempotencyKey: string,
  context: RunContext,
): Promise<ToolResult> {
  try {
    const work = context.toolPort.call(call.name, asArguments(input), {
      signal: context.deadline.signal,
      idempotencyKey,
      threadId: context.threadId,
      agent: spec.name,
    });
    return await context.deadline.race(work);
  } catch (error) {
    context.deadline.check();
    const message = isAppError(error) ? error.message : 'The tool failed unexpectedly.';
    return { outcome: 'error', value: { error: message } };
  }
}

/** What stops a member from being called at all is the calling model's to know. */
const callersProblem: ReadonlySet<ErrorCode> = new Set([
  'spec_not_runnable',
  'limit_exceeded',
  'invalid_input',
]);

/** An agent as a tool: a visit to a member, counted by its calls so far. */
async function callAgent({ call, input }: Call, context: RunContext): Promise<ToolResult> {
  const { member, lineage } = context;
  // The call at hand is among them.
  const visit = lineage[0].tally.calls.filter(
    (each) => each.name === call.name && (each.member ?? null) === member,
  ).length;
  try {
    const { status, output, error } = await visitMember(context, {
      name: call.name,
      agent: call.name,
      visit: Math.max(1, visit),
      offers: [input],
      note: null,
    });
    if (status === 'succeeded') return { outcome: 'ok', value: output };
    return { outcome: 'error', value: { error: error?.message ?? `The agent "${call.name}" failed.` } };
  } catch (error) {
    context.deadline.check();
    if (!isAppError(error) || !callersProblem.has(error.code)) throw error;
    return { outcome: 'error', value: { error: error.message } };
  }
}

function bounded(result: ToolResult): ToolResult {
  if (textOf(result.value).length <= maxResultCharacters) return result;
  return {
    outcome: 'error',
    value: { error: `The result is longer than ${maxResultCharacters} characters.` },
  };
}

/** Checked by `argumentProblem` to be an object before the call. */
function asArguments(input: JsonValue): Readonly<Record<string, unknown>> {
  return input as Readonly<Record<string, unknown>>;
}
