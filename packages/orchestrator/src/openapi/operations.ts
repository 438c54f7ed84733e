import { toolNameOf } from '@agent-factory/spec';
import { isObject, type JsonObject } from './read-document.ts';

export const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** One operation of a document, not yet looked into. */
export interface Operation {
  /** Its `operationId`; `get_/pets/{id}` without one. */
  name: string;
  method: Method;
  path: string;
  item: JsonObject;
  operation: JsonObject;
}

/** All operations, in the order of the document; of two with one name the first. */
export function operationsOf(document: JsonObject): readonly Operation[] {
  const found = new Map<string, Operation>();
  for (const [path, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (!path.startsWith('/') || !isObject(item)) continue;
    for (const method of methods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const name = nameOf(operation, method, path);
      if (!found.has(name)) found.set(name, { name, method, path, item, operation });
    }
  }
  return [...found.values()];
}

/** `get_pets_id` where the document gives none that a spec could list. */
function nameOf(operation: JsonObject, method: Method, path: string): string {
  const { operationId } = operation;
  if (typeof operationId === 'string' && operationId !== '') return operationId.slice(0, 128);
  return toolNameOf(`${method}${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`).replace(/_+$/, '');
}

/** Whether a spec that lists `listed` means this operation: by its own name, or by what agents call it. */
export function isListed(name: string, listed: readonly string[]): boolean {
  return listed.includes(name) || listed.includes(toolNameOf(name));
}
