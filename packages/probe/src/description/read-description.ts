import { z } from 'zod';
import { type Door, GaveUp } from '../wire/door.ts';
import type { Schema, Schemas } from './schema.ts';

const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.custom<Schema>((value) => typeof value === 'object' && value !== null),
});
const contentSchema = z.record(z.string(), z.looseObject({ schema: z.custom<Schema>().optional() }));
const operationSchema = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()).default([]),
  security: z.array(z.unknown()).default([]),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.looseObject({ content: contentSchema }).optional(),
});
const procedureSchema = z.looseObject({
  type: z.enum(['query', 'mutation', 'subscription']),
  access: z.enum(['public', 'team']),
  input: z.custom<Schema>().nullable(),
});
const documentSchema = z.looseObject({
  info: z.looseObject({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.custom<Schemas>() }).optional(),
  'x-trpc': z.looseObject({ path: z.string(), procedures: z.record(z.string(), procedureSchema) }).optional(),
});

export type Parameter = z.output<typeof parameterSchema>;

/** One route, as its deployment describes it. */
export interface Operation {
  id: string;
  method: string;
  /** `/v1/agents/{id}` */
  path: string;
  tags: readonly string[];
  /** Whether it asks who calls. */
  secured: boolean;
  parameters: readonly Parameter[];
  /** Of a JSON body; null where there is none. */
  body: Schema | null;
}

/** One procedure of the web app's own door. */
export interface Procedure {
  name: string;
  type: 'query' | 'mutation' | 'subscription';
  secured: boolean;
  input: Schema | null;
}

export interface Description {
  version: string;
  operations: readonly Operation[];
  /** Null where the deployment does not describe them. */
  procedures: { path: string; all: readonly Procedure[] } | null;
  schemas: Schemas;
}

/** Reads what the deployment says of itself. Throws `GaveUp` where that is no description. */
export async function readDescription(door: Door): Promise<Description> {
  const { status, text } = await door.ask({ method: 'GET', path: '/openapi.json' });
  const parsed = documentSchema.safeParse(status === 200 ? parsedJson(text) : null);
  if (!parsed.success) {
    throw new GaveUp(`${door.url}/openapi.json answers ${status} with no description of an API`, {
      cause: parsed.error,
    });
  }
  const { info, paths, components, 'x-trpc': trpc } = parsed.data;
  return {
    version: info.version,
    schemas: components?.schemas ?? {},
    operations: Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        tags: operation.tags,
        secured: operation.security.length > 0,
        parameters: operation.parameters,
        body: operation.requestBody?.content['application/json']?.schema ?? null,
      })),
    ),
    procedures:
      trpc === undefined
        ? null
        : {
            path: trpc.path,
            all: Object.entries(trpc.procedures).map(([name, { type, access, input }]) => ({
              name,
              type,
              secured: access === 'team',
              input,
            })),
          },
  };
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
