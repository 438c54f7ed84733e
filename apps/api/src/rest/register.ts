import { maxDocumentBytes } from '@agent-factory/contracts';
import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sessionOf } from '../actor/session-of.ts';
import type { Host } from '../host.ts';
import { sendEvents } from '../http/sse.ts';
import { whenGone } from '../http/when-gone.ts';
import { bodyLimitOf } from './body-limit.ts';
import { type Answer, noBody, type Route } from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may be the text of a spec. */
    acceptsSpecText?: boolean;
  }
}

/** Types under which editors and programs send the text of a spec. */
export const specTextTypes = [
  'text/markdown',
  'application/yaml',
  'text/yaml',
  'application/x-yaml',
] as const;

/** A form has some lines around its file, and JSON escapes. */
const fileBodyLimitBytes = maxDocumentBytes + 1_048_576;

/** Puts the table's routes on the server. */
export function registerRest(app: FastifyInstance, host: Host, routes: readonly Route[]): void {
  for (const type of specTextTypes) {
    app.addContentTypeParser(type, { parseAs: 'string' }, (request, text, done) => {
      if (request.routeOptions.config.acceptsSpecText === true) done(null, { spec: text });
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type));
    });
  }
  for (const route of routes) {
    // In a scope of its own: elsewhere a body is JSON or a spec, and far smaller.
    if (route.body === noBody && route.method !== 'GET' && route.access === 'team') {
      app.register(async (scope) => {
        ignoreBodies(scope);
        mount(scope, host, route);
      });
    } else if (route.acceptsFile === true) {
      app.register(async (scope) => {
        takeFiles(scope);
        mount(scope, host, route);
      });
    } else if (route.takesBytes !== undefined) {
      const bodyLimit = route.takesBytes;
      app.register(async (scope) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { bodyLimit, parseAs: 'buffer' }, (_, body, done) =>
          done(null, body),
        );
        mount(scope, host, route);
      });
    } else mount(app, host, route);
  }
}

/** Where nothing is asked for, what is sent all the same is not read, whatever it claims to be. */
function ignoreBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(['application/json', '*'], (_request, body, done) => {
    body.resume();
    done(null, undefined);
  });
}

function takeFiles(scope: FastifyInstance): void {
  const options = { bodyLimit: fileBodyLimitBytes } as const;
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { ...options, parseAs: 'string' }, parseJson);
  scope.addContentTypeParser('*', { ...options, parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

function mount(app: FastifyInstance, host: Host, route: Route): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    // A parser of a route's own brings its own limit.
    ...(route.method === 'GET' ||
    route.access === 'public' ||
    route.acceptsFile === true ||
    route.takesBytes !== undefined
      ? {}
      : { bodyLimit: bodyLimitOf(route) }),
    config: { acceptsSpecText: route.acceptsSpecText === true },
    // Before the body is read: a stranger's megabyte is refused by its header.
    ...(route.access === 'team' && {
      onRequest: async (request: FastifyRequest) => {
        await sessionOf(host, request);
      },
    }),
    handler: async (request, reply) => {
      if (route.access === 'team') reply.header('cache-control', 'no-store');
      const answer = await route.run({ host, request, signal: whenGone(reply) });
      return send(reply, answer, host);
    },
  });
}

function send(reply: FastifyReply, answer: Answer, host: Host): FastifyReply {
  reply.headers(answer.headers ?? {});
  if ('events' in answer) return sendEvents(reply, answer.events, host.closing);
  return reply.code(answer.status).send(answer.body);
}
