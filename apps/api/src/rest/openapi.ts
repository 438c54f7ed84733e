import type { ProblemCode } from '@agent-factory/contracts';
import { z } from 'zod';
import { rateHeaderNames } from '../actor/rate-headers.ts';
import { statusOfProblem } from '../errors/problem.ts';
import { specTextTypes } from './register.ts';
import { type AnswerDoc, type DescribedRoute, noBody, takesNothing } from './route.ts';
import { namedSchemas } from './schemas.ts';

type Json = Record<string, unknown>;

/** What is told of a procedure of the web app's own door. */
export interface DescribedProcedure {
  type: 'query' | 'mutation' | 'subscription';
  access: 'public' | 'team';
  inputs: readonly z.ZodType[];
}

interface JsonSchemaObject extends Json {
  properties?: Record<string, Json>;
  required?: string[];
}

/** The OpenAPI 3.1 description of the table, from the very schemas that parse the requests. */
export function openApiOf(
  routes: readonly DescribedRoute[],
  version: string,
  procedures: Record<string, DescribedProcedure> = {},
): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Agent Factory',
      version,
      description:
        'Create agents from specs, run them, follow their runs. Every error is a problem document (RFC 9457) with a stable `code`, and at the gateway, which any client of OpenAI’s API can use, an error as those clients read it; every answer carries `x-request-id`. Calls of a team carry an API key (`agf_…`) or an access token of Supabase Auth as bearer; in local mode this server itself hands them out at `POST /auth/v1/token?grant_type=password`.',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Agents' },
      { name: 'Runs' },
      { name: 'Approvals' },
      { name: 'Schedules' },
      { name: 'Triggers' },
      { name: 'Threads' },
      { name: 'Documents' },
      { name: 'Tests' },
      { name: 'Gateway' },
      { name: 'Models' },
      { name: 'Usage' },
      { name: 'Keys' },
      { name: 'Teams' },
      { name: 'Platform' },
    ],
    paths,
    // The door of the web app: not for programs, but for who checks that tenants are kept apart there too.
    'x-trpc': {
      path: '/trpc',
      procedures: Object.fromEntries(
        Object.entries(procedures).map(([name, { inputs, ...rest }]) => [
          name,
          { ...rest, input: inputs.length === 0 ? null : inputOf(inputs) },
        ]),
      ),
    },
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key or an access token.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function operationOf(route: DescribedRoute): Json {
  const problems = [...route.problems, ...problemsOfAll(route)];
  const statuses = [...new Set(problems.map(statusOfProblem))].sort();
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(route.access === 'team' ? { security: [{ bearer: [] }, { apiKey: [] }] } : { security: [] }),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.headers === undefined ? [] : parametersOf(route.headers, 'header')),
      ...(route.access === 'team' ? [teamParameter] : []),
    ],
    ...(route.body === noBody ? {} : { requestBody: requestBodyOf(route) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, answerOf(counted(route, answer))]),
      ),
      ...Object.fromEntries(
        statuses.map((status) => {
          const codes = [...new Set(problems.filter((code) => statusOfProblem(code) === status))];
          return [
            status,
            {
              ...(status === 429 ? { headers: headersOf(['retry-after', ...rateHeaderNames]) } : {}),
              description: `Problem: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
              content:
                route.refusal === undefined
                  ? { 'application/problem+json': { schema: schemaOf(namedSchemas.Problem) } }
                  : { 'application/json': { schema: schemaOf(route.refusal) } },
            },
          ];
        }),
      ),
    },
  };
}

/** What a route can refuse with by what it is: a URL that is none, a content type that is none. */
function problemsOfAll({ access, path, method, body }: DescribedRoute): readonly ProblemCode[] {
  return [
    ...(access === 'team' ? teamProblems : []),
    ...(path.includes('{') ? (['invalid_input'] as const) : []),
    ...(method === 'GET' || body === noBody ? [] : (['payload_too_large'] as const)),
    ...(method === 'GET' ? [] : (['unsupported_media_type', 'forbidden'] as const)),
  ];
}

/** What any route of a team can refuse with. */
const teamProblems = [
  'unauthenticated',
  'forbidden',
  'second_factor_required',
  'not_found',
  'rate_limited',
  'internal',
] as const;

const teamParameter: Json = {
  name: 'x-team-id',
  in: 'header',
  required: false,
  description: 'The team to act in; your personal team if left out, the own one of an API key.',
  schema: { type: 'string', pattern: '^team_[0-9a-hjkmnp-tv-z]{26}$' },
};

/** A file, in each way in which it can be sent. */
const fileBody: Json = {
  required: true,
  content: {
    'application/json': { schema: schemaOfName('NewDocument') },
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      },
    },
    ...Object.fromEntries(
      ['text/plain', 'text/markdown', 'text/html', 'application/pdf', 'application/octet-stream'].map(
        (type) => [type, { schema: { type: 'string', format: 'binary' } }],
      ),
    ),
  },
};

function schemaOfName(name: keyof typeof namedSchemas): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function requestBodyOf(route: DescribedRoute): Json {
  if (route.acceptsFile === true) return fileBody;
  const text = { schema: { type: 'string', description: 'The text of the spec itself.' } };
  return {
    required: route.access === 'public' || !takesNothing(route.body),
    content: {
      'application/json': { schema: schemaOf(route.body) },
      ...(route.acceptsSpecText ? Object.fromEntries(specTextTypes.map((type) => [type, text])) : {}),
    },
  };
}

/** Requests of a team are counted, and their answers say how many more are let in. */
function counted({ access }: DescribedRoute, answer: AnswerDoc): AnswerDoc {
  if (access !== 'team') return answer;
  return { ...answer, headers: [...(answer.headers ?? []), ...rateHeaderNames] };
}

function headersOf(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { schema: { type: 'string' } }]));
}

function answerOf(answer: DescribedRoute['answers'][number]): Json {
  const content: Json = {};
  const types = answer.contentTypes ?? [];
  const json = types.find((type) => type.endsWith('+json')) ?? 'application/json';
  if (answer.schema !== undefined) content[json] = { schema: schemaOf(answer.schema) };
  for (const type of types) content[type] ??= { schema: { type: 'string' } };
  if (answer.events !== undefined) {
    content['text/event-stream'] = {
      schema: {
        type: 'string',
        description: 'Server-sent events: `id` is the `seq`, `event` the type, `data` a RunEvent.',
      },
      'x-event-data': schemaOf(answer.events),
    };
  }
  return {
    description: answer.description,
    ...(answer.headers === undefined ? {} : { headers: headersOf(answer.headers) }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query' | 'header'): Json[] {
  const { properties = {}, required = [] } = clean(z.toJSONSchema(schema, jsonSchemaOptions));
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

const nameOf = new Map<z.ZodType, string>(
  Object.entries(namedSchemas).map(([name, schema]) => [schema, name]),
);

function inputOf(inputs: readonly z.ZodType[]): Json {
  const [only, ...others] = inputs.map(schemaOf);
  return only !== undefined && others.length === 0 ? only : { allOf: inputs.map(schemaOf) };
}

function schemaOf(schema: z.ZodType): Json {
  const name = nameOf.get(schema);
  return name === undefined
    ? clean(z.toJSONSchema(schema, jsonSchemaOptions))
    : { $ref: `#/components/schemas/${name}` };
}

const jsonSchemaOptions = { io: 'input', unrepresentable: 'any' } as const;

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of nameOf) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    ...jsonSchemaOptions,
    uri: (id) => `#/components/schemas/${id}`,
  });
  const named = Object.entries(schemas).filter(([name]) => name !== '__shared');
  return Object.fromEntries(named.map(([name, schema]) => [name, clean(schema)]));
}

/** Of one schema, or of several at once, as zod hands them out. */
const localDefinition = /^#\/(?:components\/schemas\/__shared#\/)?\$defs\//;

/**
 * Leaves out what says nothing to a reader: the dialect, self-references, bounds of the number type, date
 * patterns. The cast holds because zod writes objects, and taking keys away leaves them objects.
 */
function clean(schema: z.core.JSONSchema.BaseSchema): JsonSchemaObject {
  return JSON.parse(JSON.stringify(schema), function (this: Json, key, item: unknown) {
    const isNumberBound = key === 'maximum' || key === 'minimum';
    if (key === '$schema' || key === '$id' || key === '$defs') return undefined;
    // JSON within JSON is recursive, and a local definition would lead nowhere here: it may be anything.
    if (key === '$ref' && localDefinition.test(String(item))) return undefined;
    if (isNumberBound && Math.abs(Number(item)) === Number.MAX_SAFE_INTEGER) return undefined;
    if (key === 'pattern' && this.format !== undefined) return undefined;
    return item;
  }) as JsonSchemaObject;
}
