import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../errors/problem.ts';

/** What is mounted on a server. */
export interface MountedRoutes {
  /** `GET /v1/agents/:id`, …; without HEAD, which every GET has. */
  all(): string[];
  /** The methods that an address takes; none for an unknown one. */
  methodsAt(path: string): string[];
}

/** To be called before the first route is added. */
export function collectRoutes(app: FastifyInstance): MountedRoutes {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    // The preflight route of cors answers everywhere and so says nothing about an address.
    if (url === '*' || method === 'OPTIONS') return;
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const name of [method].flat()) known.methods.add(name.toUpperCase());
    routes.set(url, known);
  });
  return {
    all: () =>
      [...routes].flatMap(([url, { methods }]) =>
        [...methods].filter((method) => method !== 'HEAD').map((method) => `${method} ${url}`),
      ),
    methodsAt: (path) => [
      ...new Set(
        [...routes.values()].flatMap(({ pattern, methods }) => (pattern.test(path) ? [...methods] : [])),
      ),
    ],
  };
}

function patternOf(url: string): RegExp {
  return new RegExp(
    `^${url
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/:[^/]+/g, '[^/]+')
      .replaceAll('*', '.*')}$`,
  );
}

export function answerUnknown(routes: MountedRoutes) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const methods = routes.methodsAt(path);
    if (methods.length === 0) {
      return sendProblem(reply, { code: 'not_found', message: 'There is nothing at this address.' });
    }
    const allow = methods.sort().join(', ');
    reply.header('allow', allow);
    return sendProblem(reply, { code: 'method_not_allowed', message: `This address takes ${allow}.` });
  };
}
