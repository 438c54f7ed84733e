import type { FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { finishAnswer, type Includable } from './expand.ts';
import type { Faults } from './faults.ts';
import { parseForm } from './form.ts';
import {
  type KeyedCall,
  keepAnswer,
  keyInUse,
  pruneKeys,
  type StoredAnswer,
  storedAnswer,
} from './idempotency.ts';
import { parseParams } from './params.ts';
import type { Route } from './route.ts';
import { StripeError } from './stripe-error.ts';

export interface Dispatcher {
  world: World;
  secretKey: string;
  includable: Includable;
  faults: Faults;
  /** Runs one act under the name of its call, so that its events tell it. */
  during<T>(cause: { requestId: string; idempotencyKey: string | null }, act: () => T): T;
  /** After an act was committed: events may be on their way. */
  afterCommit(): void;
}

interface Answer {
  status: number;
  body: string;
}

/** One call of the API from its headers to its answer. */
export function dispatcher(context: Dispatcher) {
  const { world, faults } = context;
  /** Keys of calls that are at work in this moment. */
  const atWork = new Set<string>();

  return async function dispatch(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const requestId = `req_${world.secret(14)}`;
    reply.headers({
      'request-id': requestId,
      'stripe-version': world.apiVersion,
      'stripe-livemode': 'false',
      'content-type': 'application/json',
    });
    try {
      const account = identify(request);
      const fault = faults.take(route.method, request.url);
      if (fault?.kind === 'drop_before') return drop(reply);
      if (fault?.kind === 'error_before') return send(reply, injected(fault.status));
      const key = route.method === 'POST' ? (headerOf(request, 'idempotency-key') ?? null) : null;
      const inUse = key === null ? null : `${account}:${key}`;
      if (inUse !== null && atWork.has(inUse)) throw keyInUse();
      if (inUse !== null) {
        atWork.add(inUse);
        reply.header('idempotency-key', key);
      }
      try {
        if (fault?.kind === 'delay') await pause(fault.delayMs);
        const { answer, replayed } = answerOf(route, request, { account, key, requestId });
        if (replayed !== null) reply.headers({ 'idempotent-replayed': 'true', 'original-request': replayed });
        context.afterCommit();
        if (fault?.kind === 'drop_after') return drop(reply);
        if (fault?.kind === 'error_after') return send(reply, injected(fault.status));
        send(reply, answer);
      } finally {
        if (inUse !== null) atWork.delete(inUse);
      }
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      send(reply, errorAnswer(error, requestId));
    }
  };

  function identify(request: FastifyRequest): string {
    const key = /^Bearer (.+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1];
    if (key !== context.secretKey) {
      throw new StripeError(401, {
        type: 'invalid_request_error',
        message:
          key === undefined
            ? 'You did not provide an API key.'
            : `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}. This is the local Stripe.`,
      });
    }
    const version = headerOf(request, 'stripe-version');
    if (version !== undefined && version !== world.apiVersion) {
      throw new StripeError(400, {
        type: 'invalid_request_error',
        message: `Invalid Stripe API version: ${version}. The local Stripe speaks ${world.apiVersion}.`,
      });
    }
    const account = headerOf(request, 'stripe-account') ?? world.platform;
    if (
      account !== world.platform &&
      world.store.row('SELECT 1 FROM objects WHERE id = ?', account) === undefined
    ) {
      throw new StripeError(403, {
        type: 'invalid_request_error',
        code: 'account_invalid',
        message: `The provided key does not have access to account '${account}' (or that account does not exist).`,
      });
    }
    return account;
  }

  /** Parameters, act and stored answer, in one transaction. */
  function answerOf(
    route: Route,
    request: FastifyRequest,
    { account, key, requestId }: { account: string; key: string | null; requestId: string },
  ): { answer: Answer; replayed: string | null } {
    const query = request.url.split('?')[1] ?? '';
    const body = typeof request.body === 'string' ? request.body : '';
    const endpoint = `${request.method} ${request.url.split('?')[0]}`;
    const keyed: KeyedCall | null = key === null ? null : { account, key, endpoint, body };
    if (keyed !== null) {
      pruneKeys(world.store, world.now());
      const before = storedAnswer(world.store, keyed);
      if (before !== null) return { answer: before, replayed: before.requestId };
    }
    const { expand, ...form } = parseForm(route.method === 'POST' ? body : query);
    // Whatever is refused here began nothing, so no answer of it is kept.
    const params = parseParams(route.params, form);
    const path = request.params as Readonly<Record<string, string>>;
    const answer = context.during({ requestId, idempotencyKey: key }, () =>
      world.store.transaction(() => {
        const made = act(route, { world, path, params, account }, listed(expand), requestId);
        if (keyed !== null) {
          const kept: StoredAnswer = { ...made, requestId };
          keepAnswer(world.store, keyed, kept, world.now());
        }
        return made;
      }),
    );
    return { answer, replayed: null };
  }

  function act(route: Route, call: Parameters<Route['run']>[0], expand: string[], requestId: string): Answer {
    try {
      return world.store.transaction(
        () => {
          const result = route.run(call);
          const body = finishAnswer(world, call.account, result, expand, context.includable);
          return { status: 200, body: JSON.stringify(body) };
        },
        (error) => error instanceof StripeError && error.keeps,
      );
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return errorAnswer(error, requestId);
    }
  }
}

function listed(expand: unknown): string[] {
  return Array.isArray(expand) ? expand.map(String) : [];
}

function errorAnswer(error: StripeError, requestId: string): Answer {
  const body = { error: { ...error.body.error, request_log_url: `local://requests/${requestId}` } };
  const text = JSON.stringify(body, (key, value) => (key.startsWith('_') ? undefined : value));
  return { status: error.status, body: text };
}

function injected(status: number): Answer {
  const body = { error: { type: 'api_error', message: `The local Stripe was told to fail with ${status}.` } };
  return { status, body: JSON.stringify(body) };
}

function send(reply: FastifyReply, { status, body }: Answer): void {
  reply.code(status).send(body);
}

/** The network fails: the caller never hears. */
function drop(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.destroy();
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
