import { kindNamedBy } from '../description/id-places.ts';
import type { Description, Operation, Procedure } from '../description/read-description.ts';
import { sampleOf, Unsampled } from '../description/sample.ts';
import { resolved, type Schema } from '../description/schema.ts';
import { bodyOf } from '../inventory/hints.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Request } from '../wire/door.ts';

/** A call as data, so that any value in it can be exchanged. */
export interface Call {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  body: unknown;
}

/** Path parameters that the description does not bind to a kind of id. */
const untyped: Readonly<Record<string, string>> = {
  receiveHook: 'trg',
  getGatewayModel: 'model',
};

export function kindOfPathParameter(operation: Operation): string | undefined {
  return untyped[operation.id];
}

/** The smallest valid call of a route with the tenant's own things. Throws `Unsampled` where none is known. */
export function callOf(operation: Operation, own: Inventory, { schemas }: Description): Call {
  const call: Call = { path: {}, query: {}, header: { prefer: 'respond-async' }, body: undefined };
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === 'path') {
      const kind = kindOfPathParameter(operation);
      const value = kind === undefined ? sampleOf(schema, schemas, own.hints, name) : own.hints.idOf(kind);
      if (value === undefined) throw new Unsampled(`there is no ${kind} for ${name}`);
      if (kind === undefined && !isBound(schema, name) && !Object.hasOwn(own.hints.named, name)) {
        throw new Unsampled(`what ${name} in its path names is not described`);
      }
      call.path[name] = value;
    } else if (required && place === 'query') {
      call.query[name] = sampleOf(schema, schemas, own.hints, name);
    }
  }
  if (operation.body !== null) {
    call.body = bodyOf(operation.id, own) ?? sampleOf(resolved(operation.body, schemas), schemas, own.hints);
  }
  return call;
}

/** Names a thing of a known kind, or is one of some words. */
function isBound(schema: Schema, name: string): boolean {
  const { pattern, enum: words } = schema;
  return pattern !== undefined || words !== undefined || kindNamedBy(name, schema) !== null;
}

export function requestOf(operation: Operation, call: Call): Request {
  const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(call.path[name])),
  );
  const query = new URLSearchParams(
    Object.fromEntries(Object.entries(call.query).map(([name, value]) => [name, String(value)])),
  ).toString();
  return {
    method: operation.method,
    path: query === '' ? path : `${path}?${query}`,
    headers: Object.fromEntries(Object.entries(call.header).map(([name, value]) => [name, String(value)])),
    ...(call.body === undefined ? {} : { body: call.body }),
  };
}

/** The smallest valid input of a procedure; `undefined` where it takes none. */
export function inputOf(procedure: Procedure, own: Inventory, { schemas }: Description): unknown {
  if (procedure.input === null) return undefined;
  const hints = { ...own.hints, least: procedure.type !== 'mutation' };
  return bodyOf(procedure.name, own) ?? sampleOf(procedure.input, schemas, hints);
}

export function trpcRequestOf(path: string, { name, type }: Procedure, input: unknown): Request {
  if (type === 'mutation') return { method: 'POST', path: `${path}/${name}`, body: input ?? {} };
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return { method: 'GET', path: `${path}/${name}${query}` };
}
