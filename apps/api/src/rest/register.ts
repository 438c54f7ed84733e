import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sessionOf } from '../actor/session-of.ts';
import type { Host } from '../host.ts';
import { sendEvents } from '../http/sse.ts';
import { whenGone } from '../http/when-gone.ts';
import type { Answer, Route } from './route.ts';

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

/** Puts the table's routes on the server. */
export function registerRest(app: FastifyInstance, host: Host, routes: readonly Route[]): void {
  for (const type of specTextTypes) {
    app.addContentTypeParser(type, { parseAs: 'string' }, (request, text, done) => {
      if (request.routeOptions.config.acceptsSpecText === true) done(null, { spec: text });
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type));
    });
  }
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
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
}

function send(reply: FastifyReply, answer: Answer, host: Host): FastifyReply {
  reply.headers(answer.headers ?? {});
  if ('events' in answer) return sendEvents(reply, answer.events, host.closing);
  return reply.code(answer.status).send(answer.body);
}
