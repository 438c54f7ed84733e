import { AppError, type ProblemCode } from '@agent-factory/contracts';
import type { ServiceContext } from '@agent-factory/services';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sessionOf } from '../actor/session-of.ts';
import { invalidInput } from '../errors/to-app-error.ts';
import type { Host } from '../host.ts';
import type { ServerSentEvent } from '../http/sse.ts';

/** What a route answers: one body (JSON unless `type` says otherwise), or events as they come. */
export type Answer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { events: AsyncIterable<ServerSentEvent>; headers?: Record<string, string> };

export interface AnswerDoc {
  description: string;
  schema?: z.ZodType;
  /** Also offered as server-sent events, each with data of this schema. */
  events?: z.ZodType;
  contentTypes?: readonly string[];
  /** Names of headers worth reading. */
  headers?: readonly string[];
}

interface RouteDoc {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** OpenAPI style: `/v1/agents/{id}`. */
  path: string;
  operationId: string;
  tag:
    | 'Agents'
    | 'Runs'
    | 'Approvals'
    | 'Connections'
    | 'Threads'
    | 'Schedules'
    | 'Triggers'
    | 'Documents'
    | 'Gateway'
    | 'Models'
    | 'Usage'
    | 'Keys'
    | 'Ideas'
    | 'Teams'
    | 'Billing'
    | 'Webhooks'
    | 'Audit'
    | 'Privacy'
    | 'Tests'
    | 'Marketplace'
    | 'Platform';
  summary: string;
  description?: string;
  headers?: z.ZodObject;
  /** The body may also be the text of a spec itself (Markdown or YAML). */
  acceptsSpecText?: boolean;
  /** The body may also be a file, itself or in a form: then it is a Buffer, up to the size that a document may have. */
  acceptsFile?: boolean;
  /** The body is handed on as it came, up to so many bytes: its signature is over the bytes. */
  takesBytes?: number;
  /** The answers that are not problems, by status. */
  answers: Readonly<Record<number, AnswerDoc>>;
  problems: readonly ProblemCode[];
}

export interface RouteCall {
  host: Host;
  request: FastifyRequest;
  /** Fires when the client is gone. */
  signal: AbortSignal;
}

/** One row of the REST table; the OpenAPI document is made from nothing else. */
export interface Route extends RouteDoc {
  /** Who may call: anyone, or a signed-in member of the team that the request acts in. */
  access: 'public' | 'team';
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType;
  run(call: RouteCall): Answer | Promise<Answer>;
}

/** What the API description says of a route, whoever serves it. */
export interface DescribedRoute extends Omit<Route, 'run'> {
  /** The body of its refusals where that is no problem document. */
  refusal?: z.ZodType;
}

/** No parameters of this kind; what is sent all the same is ignored. */
export const none = z.object({});
export const noBody = z.unknown();

export function publicRoute<P extends z.ZodObject, Q extends z.ZodObject = typeof none>(
  route: RouteDoc & {
    params: P;
    query?: Q;
    /** Of the description alone: whoever takes a body from anyone parses it. */
    body?: z.ZodType;
    handle(call: RouteCall & { params: z.output<P>; query: z.output<Q> }): Answer | Promise<Answer>;
  },
): Route {
  const { params, query = none, body = noBody, handle, ...doc } = route;
  return {
    ...doc,
    params,
    query,
    body,
    access: 'public',
    run: (call) =>
      handle({
        ...call,
        params: parsePath(params, call.request.params, doc.path),
        // Guaranteed by its default, which is of that type.
        query: parse(query as Q, call.request.query),
      }),
  };
}

/**
 * A route of the caller's team. What is in the path names a thing, so a malformed id there is the same
 * `not_found` as an unknown one; query and body are `invalid_input` that names the field.
 */
export function teamRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  route: RouteDoc & {
    params: P;
    query: Q;
    body: B;
    handle(
      call: RouteCall & { ctx: ServiceContext; params: z.output<P>; query: z.output<Q>; body: z.output<B> },
    ): Answer | Promise<Answer>;
  },
): Route {
  const { handle, ...doc } = route;
  return {
    ...doc,
    access: 'team',
    async run(call) {
      const { ctx } = await sessionOf(call.host, call.request);
      return handle({
        ...call,
        ctx,
        params: parsePath(doc.params, call.request.params, doc.path),
        query: parse(doc.query, call.request.query),
        // Nothing sent is nothing wished for: what is missing then is named, field by field.
        body: parse(doc.body, call.request.body === undefined ? emptyOf(doc.body) : call.request.body),
      });
    },
  };
}

/** What a route reads where no body came: an empty one, unless it takes none at all. */
function emptyOf(body: z.ZodType): Record<string, never> | undefined {
  return body === noBody ? undefined : {};
}

/** Whether a call may come without a body. */
export function takesNothing(body: z.ZodType): boolean {
  return body !== noBody && body.safeParse({}).success;
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  let parsed: z.ZodSafeParseResult<z.output<S>>;
  try {
    parsed = schema.safeParse(value);
  } catch (error) {
    // Free JSON is read by recursion, and JSON.parse lets through thousands of brackets.
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('invalid_input', 'The input is nested too deeply. Use fewer levels.');
  }
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}

const nouns = new Map([
  ['agent', 'agent'],
  ['run', 'run'],
  ['approval', 'approval'],
  ['connection', 'connection'],
  ['thread', 'thread'],
  ['document', 'document'],
  ['schedule', 'schedule'],
  ['trigger', 'trigger'],
  ['api-key', 'API key'],
  ['provider-key', 'provider key'],
  ['team', 'team'],
  ['member', 'member'],
  ['invitation', 'invitation'],
  ['webhook', 'webhook'],
  ['webhook-deliverie', 'delivery'],
  ['test', 'test'],
  ['test-run', 'test run'],
  ['trial', 'trial'],
  ['dataset', 'dataset'],
  ['idea', 'idea'],
  ['patche', 'patch'],
  ['shared-idea', 'idea'],
  ['export', 'export'],
  ['erasure', 'receipt'],
  ['template', 'template'],
  ['trie', 'try'],
  ['review', 'review'],
  ['report', 'report'],
  ['purchase', 'purchase'],
  ['view', 'view'],
]);

/** Refuses a malformed id in the words in which the verbs refuse an unknown one. */
function parsePath<S extends z.ZodObject>(schema: S, value: unknown, path: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [, noun = ''] =
    /^\/v1\/([a-z-]+)s\//.exec(
      path.replace('/test/status/', '/test-runs/').replace(/^\/v1\/(operator\/)?marketplace\//, '/v1/'),
    ) ?? [];
  throw new AppError('not_found', `There is no such ${nouns.get(noun) ?? 'thing'}.`);
}
