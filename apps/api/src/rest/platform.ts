import { checkHealth, isDatabaseUp } from '@agent-factory/services';
import { specJsonSchema } from '@agent-factory/spec';
import { z } from 'zod';
import { none, publicRoute, type Route } from './route.ts';
import { healthSchema, pingSchema, readySchema } from './schemas.ts';

const anyJson = z.record(z.string(), z.unknown());

export const platformRoutes: readonly Route[] = [
  publicRoute({
    method: 'GET',
    path: '/ping',
    operationId: 'ping',
    tag: 'Platform',
    summary: 'Whether the process answers',
    params: none,
    answers: { 200: { description: 'It does.', schema: pingSchema } },
    problems: [],
    handle: () => ({ status: 200, body: { pong: true } }),
  }),
  publicRoute({
    method: 'GET',
    path: '/ready',
    operationId: 'ready',
    tag: 'Platform',
    summary: 'Whether to send requests here',
    description: 'Not ready while the database does not answer and from the moment a shutdown begins.',
    params: none,
    answers: {
      200: { description: 'Ready.', schema: readySchema },
      503: { description: 'Not ready.', schema: readySchema },
    },
    problems: [],
    async handle({ host }) {
      const ready = !host.draining.aborted && (await isDatabaseUp(host));
      return { status: ready ? 200 : 503, body: { ready } };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/health',
    operationId: 'health',
    tag: 'Platform',
    summary: 'The parts of the platform and their versions',
    params: none,
    answers: {
      200: { description: 'Every configured part works.', schema: healthSchema },
      503: { description: 'A part does not.', schema: healthSchema },
    },
    problems: [],
    async handle({ host }) {
      const parts = await checkHealth(host);
      const failed = parts.some((part) => part.status === 'failed');
      return {
        status: failed ? 503 : 200,
        body: {
          status: failed ? 'failed' : 'ok',
          version: host.version,
          node: process.versions.node,
          mode: host.mode,
          uptime_s: Math.floor(process.uptime()),
          parts,
        },
      };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/schema/agent-v1.json',
    operationId: 'agentSchema',
    tag: 'Platform',
    summary: 'The JSON Schema of the spec language, for editors',
    params: none,
    answers: {
      200: {
        description: 'JSON Schema, draft 2020-12.',
        schema: anyJson,
        contentTypes: ['application/schema+json'],
      },
    },
    problems: [],
    handle: () => ({
      status: 200,
      body: specJsonSchema,
      headers: { 'content-type': 'application/schema+json', 'cache-control': 'public, max-age=3600' },
    }),
  }),
];
