import {
  isFinalRunStatus,
  type RunEvent,
  type RunView,
  runEventSchema,
  runViewSchema,
} from '@agent-factory/contracts';
import { startRun, waitForRun, watchRunEvents } from '@agent-factory/services';
import { z } from 'zod';
import type { ServerSentEvent } from '../http/sse.ts';
import { agentIn, agentPath } from './agent-path.ts';
import { type Answer, none, type RouteCall, teamRoute } from './route.ts';
import { runBodySchema } from './schemas.ts';

/** Headers of a request that starts a run and may wait for it. */
export const runHeadersSchema = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('A repeated request with the same key and body answers with the run of the first.'),
  prefer: z.string().optional().describe('`respond-async` answers 202 at once (RFC 7240).'),
});

export const runAgentRoute = teamRoute({
  method: 'POST',
  path: '/v1/agents/{id}/run',
  operationId: 'runAgent',
  tag: 'Runs',
  summary: 'Run an agent',
  description:
    'Waits for the end of the run and answers with it. With `stream: true` or `Accept: text/event-stream` the events come as they happen. A run is durable: it goes on when the client disconnects. When a run takes longer than a request should, the answer is 202 with the address to look at.',
  params: agentPath,
  query: none,
  headers: runHeadersSchema,
  body: runBodySchema,
  answers: {
    200: {
      description: 'The run has ended; `status` says how.',
      schema: runViewSchema,
      events: runEventSchema,
      headers: ['Location'],
    },
    202: {
      description: 'The run goes on; look at `Location`.',
      schema: runViewSchema,
      headers: ['Location'],
    },
  },
  problems: [
    'invalid_input',
    'spec_not_runnable',
    'purchase_required',
    'not_found',
    'conflict',
    'idempotency_mismatch',
    'quota_exceeded',
    'no_model_available',
    'payload_too_large',
    'unsupported_media_type',
  ],
  async handle({ ctx, params, body, ...call }) {
    const { stream, ...input } = body;
    const headers = runHeadersSchema.parse(call.request.headers);
    const agentId = await agentIn(ctx, params);
    const run = await startRun({
      ctx,
      input: { ...input, agent_id: agentId, idempotency_key: headers['idempotency-key'] },
    });
    const location = { location: `/v1/runs/${run.run_id}` };
    if (stream || acceptsEvents(call.request.headers.accept)) {
      return { ...(await eventsOf(call, ctx, run.run_id, 0)), headers: location };
    }
    if (wantsNoWait(headers.prefer)) {
      return accepted(run, { ...location, 'preference-applied': 'respond-async' });
    }
    const patience = AbortSignal.any([
      call.signal,
      call.host.closing,
      AbortSignal.timeout(call.host.maxWaitMs),
    ]);
    const seen = await waitForRun({ ctx, input: { run_id: run.run_id }, signal: patience });
    return isFinalRunStatus(seen.status)
      ? { status: 200, body: seen, headers: location }
      : accepted(seen, location);
  },
});

function accepted(run: RunView, headers: Record<string, string>): Answer {
  return { status: 202, body: run, headers };
}

/** Whether `Prefer` asks for an answer at once (RFC 7240). */
export function wantsNoWait(prefer: string | undefined): boolean {
  return /(^|[,;\s])respond-async($|[,;\s])/i.test(prefer ?? '');
}

export function acceptsEvents(accept: string | undefined): boolean {
  return accept?.includes('text/event-stream') ?? false;
}

/** The run's events after `afterSeq` as server-sent ones; the id of each is its `seq`. */
export async function eventsOf(
  { host, signal }: Pick<RouteCall, 'host' | 'signal'>,
  ctx: Parameters<typeof watchRunEvents>[0]['ctx'],
  runId: RunView['run_id'],
  afterSeq: number,
): Promise<{ events: AsyncIterable<ServerSentEvent> }> {
  const events = await watchRunEvents({
    ctx,
    input: { run_id: runId, after_seq: afterSeq },
    signal: AbortSignal.any([signal, host.closing]),
  });
  return { events: serverSent(events) };
}

async function* serverSent(events: AsyncIterable<RunEvent>): AsyncGenerator<ServerSentEvent> {
  for await (const event of events) yield { id: String(event.seq), event: event.data.type, data: event };
}
