import { newId } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gatewayRoutes } from '../gateway/gateway-routes.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { openApiOf } from './openapi.ts';
import { takesNothing } from './route.ts';
import { restRoutes } from './table.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
});
afterAll(() => api.close());

/** Mounted and no part of the REST API: pages, metrics, tRPC, and the auth protocol, which has a contract of its own. */
const elsewhere = /^\/(|docs|metrics|problems|trpc|auth\/v1|\.well-known\/jwks\.json)(\/|$)/;

const document = openApiSchema().parse(openApiOf([...restRoutes, ...gatewayRoutes], '1.2.3'));

function openApiSchema() {
  const operation = z.looseObject({
    operationId: z.string(),
    security: z.array(z.record(z.string(), z.array(z.string()))),
    parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean() })),
    requestBody: z.looseObject({}).optional(),
    responses: z.record(
      z.string(),
      z.looseObject({ description: z.string(), content: z.unknown().optional() }),
    ),
  });
  return z.object({
    openapi: z.literal('3.1.0'),
    info: z.looseObject({ version: z.literal('1.2.3') }),
    servers: z.array(z.object({ url: z.string() })),
    tags: z.array(z.object({ name: z.string() })),
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.object({
      schemas: z.record(z.string(), z.looseObject({})),
      securitySchemes: z.object({
        bearer: z.looseObject({ type: z.literal('http') }),
        apiKey: z.looseObject({ type: z.literal('apiKey') }),
      }),
    }),
  });
}

describe('the API description', () => {
  test('has every route that the server has, and no other', async () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const mounted = api.routes.filter((route) => !elsewhere.test(route.split(' ')[1] ?? ''));
    expect(mounted.sort()).toEqual(described.sort());
    expect(await (await api.fetch('/openapi.json', { token: null })).json()).toMatchObject({
      paths: document.paths,
    });
  });

  test('every reference leads somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const target of new Set(references)) {
      const name = target?.replace('#/components/schemas/', '') ?? '';
      expect(document.components.schemas, target).toHaveProperty([name]);
    }
  });

  test('routes of a team ask for a bearer token or an API key and can answer 401, 403, 404 and 500', () => {
    const { security, responses, parameters } = document.paths['/v1/agents/{id}']?.get ?? never();
    expect(security).toEqual([{ bearer: [] }, { apiKey: [] }]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '401', '403', '404', '500']));
    expect(JSON.stringify(responses['404'])).toContain('application/problem+json');
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'id', in: 'path', required: true }));
    expect(document.paths['/ping']?.get?.security).toEqual([]);
  });

  test('each placeholder of a path is a parameter', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(placeholders);
      }
    }
  });
});

test('where every field of the body may be left out, the body may be too; elsewhere the field is named', async () => {
  const body = (path: string) => document.paths[path]?.post?.requestBody;
  expect(body('/v1/marketplace/templates/{id}/purchase')).toMatchObject({ required: false });
  expect(body('/v1/agents')).toMatchObject({ required: true });
  const token = await api.tokenOf(await api.addUser());
  const told = async (path: string) => {
    const response = await api.fetch(path, { token, method: 'POST' });
    return (await response.json()) as { code: string; detail: string };
  };
  const bodiless = restRoutes.filter(
    ({ access, method, body: schema }) => access === 'team' && method === 'POST' && takesNothing(schema),
  );
  expect(bodiless.length).toBeGreaterThan(5);
  for (const { path } of bodiless) {
    const answer = await told(path.replaceAll(/\{\w+\}/g, newId('template')));
    expect(answer.detail ?? '', path).not.toMatch(/expected object/);
  }
  expect(await told(`/v1/marketplace/templates/${newId('template')}/purchase`)).toMatchObject({
    code: 'not_found',
  });
  expect(await told('/v1/billing/checkout')).toMatchObject({
    code: 'invalid_input',
    detail: expect.stringMatching(/plan/),
  });
}, 60_000);

function never(): never {
  throw new Error('the route is not described');
}
