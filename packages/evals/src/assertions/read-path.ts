import { FunctionExpressionType, JSONPathEnvironment } from 'json-p3';
import type { Engines } from '../engines.ts';
import type { Json } from '../observation.ts';
import { GraderError } from './outcome.ts';

const maxPlaces = 10_000;
/** Each `..` multiplies the places that are visited. */
const maxDescents = 2;
const maxFilters = 4;

/** The values at a JSONPath (RFC 9535). Throws GraderError for a path that does not parse or leads to too much. */
export function readPath(path: string, value: Json, engines: Engines): Json[] {
  if (count(path, '..') > maxDescents || count(path, '?') > maxFilters) {
    throw new GraderError(`The path may have at most ${maxDescents} “..” and ${maxFilters} filters: ${path}`);
  }
  const places: Json[] = [];
  try {
    for (const node of environment(engines).lazyQuery(path, mutable(value))) {
      places.push(node.value as Json);
      if (places.length > maxPlaces)
        throw new GraderError(`The path leads to more than ${maxPlaces} places: ${path}`);
    }
  } catch (error) {
    if (error instanceof GraderError) throw error;
    throw new GraderError(
      `The path ${path} cannot be followed: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
  return places;
}

/** The library's own `match` and `search` run on JavaScript's backtracking engine; calls are led to the linear one. */
function environment(engines: Engines): JSONPathEnvironment {
  const made = new JSONPathEnvironment();
  const { ValueType, LogicalType } = FunctionExpressionType;
  const pattern = (wrap: (source: string) => string) => ({
    argTypes: [ValueType, ValueType],
    returnType: LogicalType,
    call: (text: unknown, source: unknown) =>
      typeof text === 'string' && typeof source === 'string' && engines.matches(wrap(source), text),
  });
  made.functionRegister.set(
    'match',
    pattern((source) => `^(?:${source})$`),
  );
  made.functionRegister.set(
    'search',
    pattern((source) => source),
  );
  return made;
}

type LibraryValue = Parameters<JSONPathEnvironment['lazyQuery']>[1];

/** The library only reads, but its types do not say so. */
function mutable(value: Json): LibraryValue {
  return value as LibraryValue;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
