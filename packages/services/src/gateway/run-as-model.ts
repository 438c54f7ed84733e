import { isAppError, type RunView, threadIdSchema, versionReferenceSchema } from '@agent-factory/contracts';
import type { AgentCall, AgentRun } from '@agent-factory/llm/gateway';
import { notFound } from '../access/not-found.ts';
import { requireScope } from '../access/require-scope.ts';
import { agentReferenceSchema, findAgentId } from '../agents/find-id.ts';
import { type StartRunVerbInput, startRun } from '../runs/start.ts';
import { watchRunEvents } from '../runs/watch-events.ts';
import type { ServiceContext } from '../service-context.ts';
import { answerOfRun } from './answer-of-run.ts';
import { queryOf } from './query-of.ts';

/**
 * Runs an agent for a chat completion; `name@label`, `name@hash` and `name@number` name a version. A name and a thread that are malformed, unknown or another team's are the
 * same `not_found`; further errors are those of `startRun`.
 */
export async function runAsModel({ ctx, call }: { ctx: ServiceContext; call: AgentCall }): Promise<AgentRun> {
  // All three before anything runs: a run that its caller may not read would go on unseen.
  for (const scope of ['runs:write', 'runs:read', 'agents:read'] as const) requireScope(ctx.actor, scope);
  const [name, version, ...rest] = call.name.split('@');
  const reference = agentReferenceSchema.safeParse(name);
  if (!reference.success || rest.length > 0) throw notFound('agent');
  const asked = versionReferenceSchema.optional().safeParse(versionOf(version));
  if (!asked.success) throw notFound('agent version');
  const thread = threadIdSchema.nullable().safeParse(call.threadId);
  if (!thread.success) throw notFound('thread');

  const agentId = await findAgentId({ ctx, input: { reference: reference.data } });
  const query = queryOf(call.messages, thread.data !== null);
  const run = await startWith(ctx, query, {
    agent_id: agentId,
    ...(asked.data === undefined ? {} : { version: asked.data }),
    ...(thread.data === null ? {} : { thread_id: thread.data }),
    ...(call.idempotencyKey === null ? {} : { idempotency_key: call.idempotencyKey }),
  });
  const events = await watchRunEvents({
    ctx,
    input: { run_id: run.run_id, after_seq: 0 },
    signal: call.signal,
  });
  return {
    runId: run.run_id,
    threadId: run.thread_id,
    events: answerOfRun(events, { model: `agent:${call.name}`, streamed: call.streamed }),
  };
}

/** An agent whose input is no query takes the fields of its input as a JSON object. */
async function startWith(
  ctx: ServiceContext,
  query: string,
  rest: Pick<StartRunVerbInput, 'agent_id' | 'thread_id' | 'version' | 'idempotency_key'>,
): Promise<RunView> {
  try {
    return await startRun({ ctx, input: { ...rest, query } });
  } catch (error) {
    const input = isAppError(error) && error.code === 'invalid_input' ? objectIn(query) : null;
    if (input === null) throw error;
    return startRun({ ctx, input: { ...rest, input } });
  }
}

/** What stands behind the `@` of `agent:name@production`: a label, a hash or a number. */
function versionOf(text: string | undefined): string | number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : text;
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
