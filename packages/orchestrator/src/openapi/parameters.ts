import type { JsonSchema, JsonValue } from '@agent-factory/spec';
import { type FittedSchema, fitSchema } from '../foreign/fit-schema.ts';
import { localRef } from '../foreign/local-ref.ts';
import { plainDescription } from '../foreign/plain-description.ts';
import type { Operation } from './operations.ts';
import { isObject, type JsonObject } from './read-document.ts';

/** A parameter as it is sent. */
export interface SentParameter {
  /** What the model calls it. */
  argument: string;
  name: string;
  in: 'path' | 'query' | 'header';
  style: string;
  explode: boolean;
  /** Sent as JSON in one piece. */
  isJson: boolean;
  required: boolean;
}

export interface SentBody {
  argument: string;
  type: string;
  form: 'json' | 'form' | 'text';
  required: boolean;
}

export interface OperationInput {
  schema: JsonSchema;
  parameters: readonly SentParameter[];
  body: SentBody | null;
  /** Why no call can be made; null where one can. */
  problem: string | null;
}

/** Headers that are the client's own, or that OpenAPI says to leave to the body and the security of a document. */
const ownHeaders =
  /^(accept|accept-encoding|content-type|content-length|authorization|proxy-.*|host|cookie|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|user-agent|idempotency-key|x-forwarded-.*|forwarded)$/i;

/** What a call takes, as one object: a property for each parameter, and `body`. */
export function inputOf(document: JsonObject, { item, operation, path }: Operation): OperationInput {
  const resolve = (ref: string) => localRef(document, ref);
  const fit = (schema: unknown): FittedSchema => fitSchema(schema, resolve);
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  const parameters: SentParameter[] = [];
  let problem: string | null = null;

  for (const raw of mergedParameters(item, operation, resolve)) {
    const { in: place, name } = raw;
    if (place === 'cookie' && raw.required === true) problem = `it needs the cookie "${String(name)}".`;
    if ((place !== 'path' && place !== 'query' && place !== 'header') || typeof name !== 'string') continue;
    if (place === 'header' && ownHeaders.test(name)) continue;
    const json = contentSchema(raw.content);
    const argument = Object.hasOwn(properties, name) ? `${place}_${name}` : name;
    const { schema } = fit(json === null ? raw.schema : json.schema);
    properties[argument] = described(schema, raw.description);
    const isRequired = place === 'path' || raw.required === true;
    if (isRequired) required.push(argument);
    const style = typeof raw.style === 'string' ? raw.style : place === 'query' ? 'form' : 'simple';
    const explode = typeof raw.explode === 'boolean' ? raw.explode : style === 'form';
    parameters.push({
      argument,
      name,
      in: place,
      style,
      explode,
      isJson: json !== null,
      required: isRequired,
    });
  }
  const open = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
  const missing = open.find((name) => !parameters.some((each) => each.in === 'path' && each.name === name));
  if (missing !== undefined) problem ??= `its path needs "${missing}", which the document does not describe.`;

  const body = bodyOf(operation, resolve);
  if (body === 'unreadable') problem ??= 'it takes neither JSON, a form nor text.';
  else if (body !== null) {
    const argument = Object.hasOwn(properties, 'body') ? 'request_body' : 'body';
    properties[argument] = described(fit(body.schema).schema, body.description);
    if (body.required) required.push(argument);
    return {
      schema: schemaOf(properties, required),
      parameters,
      body: { argument, type: body.type, form: body.form, required: body.required },
      problem,
    };
  }
  return { schema: schemaOf(properties, required), parameters, body: null, problem };
}

function schemaOf(properties: Record<string, JsonSchema>, required: readonly string[]): JsonSchema {
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required: [...required] }),
    additionalProperties: false,
  };
}

function described(schema: JsonSchema, description: unknown): JsonSchema {
  if (typeof description !== 'string' || description === '') return schema;
  const text: JsonValue = plainDescription(description);
  return { ...schema, description: text };
}

/** Those of the path, then those of the operation, which take the place of equals. */
function mergedParameters(
  item: JsonObject,
  operation: JsonObject,
  resolve: (ref: string) => unknown,
): readonly JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const list of [item.parameters, operation.parameters]) {
    for (const raw of Array.isArray(list) ? list : []) {
      const parameter = resolved(raw, resolve);
      if (parameter !== null) merged.set(`${String(parameter.in)} ${String(parameter.name)}`, parameter);
    }
  }
  return [...merged.values()].slice(0, 200);
}

function resolved(raw: unknown, resolve: (ref: string) => unknown): JsonObject | null {
  let at = raw;
  for (let hops = 0; isObject(at) && typeof at.$ref === 'string'; hops += 1) {
    if (hops > 10) return null;
    at = resolve(at.$ref);
  }
  return isObject(at) ? at : null;
}

function contentSchema(content: unknown): { schema: unknown } | null {
  if (!isObject(content)) return null;
  const [media] = Object.values(content);
  return { schema: isObject(media) ? media.schema : undefined };
}

interface RawBody {
  schema: unknown;
  type: string;
  form: SentBody['form'];
  required: boolean;
  description: unknown;
}

function bodyOf(operation: JsonObject, resolve: (ref: string) => unknown): RawBody | 'unreadable' | null {
  const body = resolved(operation.requestBody, resolve);
  if (body === null) return null;
  const content = isObject(body.content) ? Object.entries(body.content) : [];
  for (const [form, pattern] of [
    ['json', /^application\/(json|[\w.+-]+\+json)\b/i],
    ['form', /^application\/x-www-form-urlencoded\b/i],
    ['text', /^text\//i],
  ] as const) {
    const [type, media] = content.find(([type]) => pattern.test(type)) ?? [];
    if (type === undefined) continue;
    const schema = isObject(media) && media.schema !== undefined ? media.schema : {};
    const { description } = body;
    return {
      schema: form === 'text' ? { type: 'string' } : schema,
      type,
      form,
      required: body.required === true,
      description,
    };
  }
  if (content.length === 0) return null;
  return body.required === true ? 'unreadable' : null;
}
