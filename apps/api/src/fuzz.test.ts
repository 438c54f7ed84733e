import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Campaign, type Report, runCampaign, type Shot } from './testing/fuzz/campaign.ts';
import { fuzzRequests, fuzzSeed } from './testing/fuzz/env.ts';
import { hostileText } from './testing/fuzz/hostile-values.ts';
import { mutationOf } from './testing/fuzz/mutate.ts';
import type { WireAnswer } from './testing/fuzz/send.ts';
import { type Schema, valueOfSchema } from './testing/fuzz/value-of-schema.ts';
import { accidents, escaped, jsonBody, queryText, type WireRequest } from './testing/fuzz/wire.ts';
import { startLocalAuth } from './testing/start-local-auth.ts';
import { startTestApi, type TestApi } from './testing/start-test-api.ts';
import type { Tenant } from './testing/tenant.ts';
import { makeTenant, restCalls, trpcInputs } from './testing/valid-calls.ts';
import { appRouter } from './trpc/router.ts';

// Every route with valid, generated and mutated inputs: no 5xx, and every answer is one that the description promises.
// `pnpm fuzz` sends 10,000 to each of the doors; a failure names the seed (FUZZ_SEED).

interface Operation {
  method: string;
  path: string;
  operationId: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

let api: TestApi;
let components: Record<string, Schema>;
let operations: Operation[];
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });

beforeAll(async () => {
  api = await startTestApi({ worker: false, maxWaitMs: 0 });
  const document = (await (await api.fetch('/openapi.json', { token: null })).json()) as {
    paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
    components: { schemas: Record<string, Schema> };
  };
  components = document.components.schemas;
  ajv.addSchema({ $id: 'api', components: document.components });
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, rest]) => ({ ...rest, path, method: method.toUpperCase() })),
  );
});
afterAll(() => api.close());

function resolve(ref: string): Schema {
  return components[ref.split('/').at(-1) ?? ''] ?? {};
}

const validators = new Map<Schema, ValidateFunction>();
function fits(schema: Schema, value: unknown): string | null {
  let validate = validators.get(schema);
  if (validate === undefined) {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
    validate = ajv.compile(JSON.parse(text) as Schema);
    validators.set(schema, validate);
  }
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A new tenant for each round: what is sent deletes and shuts things. */
async function newTenant(): Promise<Tenant> {
  return makeTenant(api);
}

function tokens(tenant: Tenant): fc.Arbitrary<Record<string, string>> {
  const own = { authorization: `Bearer ${tenant.token}` };
  return fc.oneof(
    { weight: 19, arbitrary: fc.constant(own) },
    { weight: 1, arbitrary: fc.constantFrom<Record<string, string>>({}, { authorization: 'Bearer x.y.z' }) },
  );
}

function expectClean({ sent, statuses, faults }: Report, least: number): void {
  console.info(`fuzz: ${sent} requests, seed ${fuzzSeed}, answers ${JSON.stringify(statuses)}`);
  expect(faults, `FUZZ_SEED=${fuzzSeed}`).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(least);
  // Not everything was turned away at the door.
  expect(statuses[200] ?? 0).toBeGreaterThan(sent / 20);
}

describe('fuzz', () => {
  test('every REST route answers as its description promises', { timeout: 1_800_000 }, async () => {
    const report = await runCampaign({
      url: api.url,
      requests: fuzzRequests,
      seed: fuzzSeed,
      round: async () => {
        const tenant = await newTenant();
        return fc.constantFrom(...operations).chain((operation) => shotsAt(operation, tenant));
      },
      judge: judgeRest,
    });
    expectClean(report, fuzzRequests);
  });

  function shotsAt(operation: Operation, tenant: Tenant): fc.Arbitrary<Shot> {
    const { method, path, operationId, parameters = [], requestBody } = operation;
    const valid = restCalls[operationId]?.(tenant) ?? {};
    const bodySchema = requestBody?.content['application/json']?.schema;
    const body: fc.Arbitrary<unknown> =
      bodySchema === undefined
        ? fc.constant(undefined)
        : fc.oneof(
            { weight: 2, arbitrary: fc.constant(valid.body) },
            { weight: 3, arbitrary: mutationOf(valid.body ?? {}) },
            { weight: 3, arbitrary: valueOfSchema(bodySchema, resolve) },
          );
    const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
    const own = (name: string) => valid.params?.[name];
    const params = fc.record(
      Object.fromEntries(
        named('path').map(({ name, schema }) => [
          name,
          fc.oneof(
            { weight: 6, arbitrary: fc.constant(own(name) ?? 'x') },
            { weight: 1, arbitrary: hostileText },
            { weight: 1, arbitrary: valueOfSchema(schema, resolve) },
          ),
        ]),
      ),
    );
    const query = fc.oneof(
      { weight: 3, arbitrary: fc.constant({ ...valid.query }) },
      {
        weight: 2,
        arbitrary: fc.record(
          Object.fromEntries(
            named('query').map(({ name, schema }) => [name, valueOfSchema(schema, resolve)]),
          ),
          { requiredKeys: [] },
        ) as fc.Arbitrary<Record<string, unknown>>,
      },
      { weight: 1, arbitrary: fc.dictionary(hostileText, hostileText, { maxKeys: 3 }) },
    );
    return fc
      .tuple(body, params, query, tokens(tenant), accidents)
      .map(([sentBody, sentParams, sentQuery, credentials, accident]) => {
        const address = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
          segmentOf(String((sentParams as Record<string, unknown>)[name])),
        );
        const bytes = bodySchema === undefined ? null : jsonBody(sentBody);
        const request: WireRequest = {
          method,
          path: address + queryText(sentQuery as Record<string, unknown>).slice(0, 6_000),
          headers: { ...credentials, ...(bytes === null ? {} : { 'content-type': 'application/json' }) },
          body: bytes,
        };
        return { name: operationId, request: accident(request) };
      });
  }

  function judgeRest({ name }: Shot, answer: WireAnswer): string | null {
    const { status, type, headers, text } = answer;
    // No worker runs here, and saying so is what `/health` is for.
    if (status >= 500 && name !== 'health') return `${status} ${(text ?? '').slice(0, 200)}`;
    if (headers.get('x-request-id') === null) return `${status} without a request id`;
    const operation = operations.find(({ operationId }) => operationId === name);
    const response = operation?.responses[status];
    if (response === undefined) {
      // A path parameter can lead to another address, where there is nothing or another method.
      return [404, 405].includes(status) ? null : `${status} is not described: ${(text ?? '').slice(0, 200)}`;
    }
    if (text === null) return response.content?.['text/event-stream'] ? null : `${status} is a stream`;
    if (response.content === undefined) return text === '' ? null : `${status} has a body`;
    const schema = response.content[type]?.schema;
    if (schema === undefined) {
      return operation?.path.includes('{') && status === 404 ? null : `${status} is ${type || 'of no type'}`;
    }
    if (!type.endsWith('json')) return null;
    const misfit = fits(schema, parsed(text));
    return misfit === null ? null : `${status} does not fit its schema: ${misfit}`;
  }

  test('every procedure answers with a result or a named refusal', { timeout: 1_800_000 }, async () => {
    const procedures = Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
    );
    const report = await runCampaign({
      url: api.url,
      requests: fuzzRequests,
      seed: fuzzSeed + 1_000_000,
      round: async () => {
        const tenant = await newTenant();
        return fc
          .tuple(fc.constantFrom(...procedures), fc.nat(), tokens(tenant), accidents)
          .chain(([[name, procedure], _, credentials, accident]) => {
            const valid = trpcInputs[name]?.(tenant);
            const type = procedure._def.type;
            return fc
              .oneof(
                { weight: 2, arbitrary: fc.constant(valid) },
                { weight: 5, arbitrary: mutationOf(valid ?? {}) },
              )
              .map((input) => ({ name, request: accident(callOf(name, type, input, credentials)) }));
          });
      },
      judge: judgeTrpc,
    });
    expectClean(report, fuzzRequests);
  });

  function callOf(
    name: string,
    type: string,
    input: unknown,
    credentials: Record<string, string>,
  ): WireRequest {
    const bytes = jsonBody(input);
    if (type === 'mutation') {
      const headers = { ...credentials, 'content-type': 'application/json' };
      return { method: 'POST', path: `/trpc/${name}`, headers, body: bytes };
    }
    const text = bytes === null ? '' : `?input=${escaped(Buffer.from(bytes).toString()).slice(0, 6_000)}`;
    return { method: 'GET', path: `/trpc/${name}${text}`, headers: credentials, body: null };
  }

  function judgeTrpc(_shot: Shot, { status, type, headers, text }: WireAnswer): string | null {
    if (status >= 500) return `${status} ${(text ?? '').slice(0, 200)}`;
    if (headers.get('x-request-id') === null) return `${status} without a request id`;
    if (text === null) return null;
    const body = parsed(text);
    if (status === 200 && type === 'application/json') {
      return isObject(body) && 'result' in body ? null : '200 without a result';
    }
    const named = fits(trpcErrorSchema, body);
    const problem = fits(components.Problem ?? {}, body);
    return named === null || problem === null ? null : `${status} names no code: ${text.slice(0, 200)}`;
  }

  test('every route of local auth answers with a success or a named refusal', {
    timeout: 1_800_000,
  }, async () => {
    const auth = await startLocalAuth();
    try {
      const routes = auth.routes.filter((route) => !/^(HEAD|OPTIONS) /.test(route));
      const password = 'correct horse battery';
      const campaign: Campaign = {
        url: auth.url,
        requests: Math.ceil(fuzzRequests / 2),
        seed: fuzzSeed + 2_000_000,
        round: async () => {
          const email = `fuzz-${crypto.randomUUID()}@example.test`;
          const { data } = await auth.client().auth.signUp({ email, password });
          const bodies = authBodies({ email, password, refreshToken: data.session?.refresh_token ?? '' });
          const credentials = {
            apikey: auth.anonKey,
            authorization: `Bearer ${data.session?.access_token ?? ''}`,
            'content-type': 'application/json',
          };
          return fc.tuple(fc.constantFrom(...routes), accidents).chain(([route, accident]) => {
            const [method = 'GET', path = ''] = route.split(' ');
            return fc
              .tuple(
                fc.oneof(fc.constantFrom(...bodies), fc.constantFrom(...bodies).chain(mutationOf)),
                fc.oneof(fc.uuid(), hostileText),
                fc.oneof(
                  fc.constantFrom<Record<string, unknown>>(
                    { grant_type: 'password' },
                    { grant_type: 'refresh_token' },
                    { grant_type: 'pkce' },
                    { scope: 'local' },
                    { type: 'magiclink', token_hash: 'x' },
                    { provider: 'google' },
                    {},
                  ),
                  fc.dictionary(hostileText, hostileText, { maxKeys: 3 }),
                ),
              )
              .map(([body, id, query]) => ({
                name: route,
                request: accident({
                  method,
                  path: `${path.replaceAll(/:\w+|\*/g, escaped(id).slice(0, 400))}${queryText(query)}`,
                  headers: credentials,
                  body: method === 'GET' ? null : jsonBody(body),
                }),
              }));
          });
        },
        judge: (_shot, { status, headers, text }) => {
          if (status >= 500) return `${status} ${(text ?? '').slice(0, 200)}`;
          if (status < 400) return null;
          const body = parsed(text ?? '');
          const location = headers.get('location');
          return isObject(body) && ('error_code' in body || 'message' in body || 'code' in body)
            ? null
            : `${status} names no code${location === null ? '' : ` (${location})`}: ${(text ?? '').slice(0, 100)}`;
        },
      };
      const { sent, statuses, faults } = await runCampaign(campaign);
      console.info(`fuzz: ${sent} requests to local auth, answers ${JSON.stringify(statuses)}`);
      expect(faults, `FUZZ_SEED=${fuzzSeed}`).toEqual([]);
    } finally {
      await auth.close();
    }
  });
});

/** One segment of a path that stays one: empty ones and dots would lead to another address. */
function segmentOf(text: string): string {
  return /^\.{0,2}$/.test(text) ? 'x' : escaped(text).slice(0, 2_000);
}

function authBodies({
  email,
  password,
  refreshToken,
}: Record<'email' | 'password' | 'refreshToken', string>) {
  const id = crypto.randomUUID();
  return [
    { email, password, data: { name: 'Ada' } },
    { refresh_token: refreshToken },
    { auth_code: 'x', code_verifier: 'v'.repeat(43) },
    { type: 'magiclink', token_hash: 'x' },
    { type: 'email', email, token: '123456' },
    { email, create_user: true, data: {} },
    { email: `new-${id}@example.test`, nonce: '123456' },
    { data: { name: 'Grace', deep: { a: [1, 2, 3] } } },
    { factor_type: 'totp', friendly_name: 'Phone', issuer: 'Us' },
    { challenge_id: id, code: '123456' },
    { code: 'abcd-efgh-jkmn-pqrs' },
    { domain: 'example.test', skip_http_redirect: true },
  ];
}

const trpcErrorSchema: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'code', 'data'],
      properties: {
        data: {
          type: 'object',
          required: ['code', 'httpStatus', 'app_code', 'request_id'],
          properties: { stack: false as unknown as Schema },
        },
      },
    },
  },
};

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
