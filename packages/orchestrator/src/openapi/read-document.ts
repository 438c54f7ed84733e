import { AppError } from '@agent-factory/contracts';
import { CORE_SCHEMA, load } from 'js-yaml';

/** GitHub's description has 13 MB as it is published. */
export const maxDocumentBytes = 16_000_000;
/** YAML takes fifteen times as long to read (docs/decisions/0269). */
const maxYamlBytes = 5_000_000;
const maxDepth = 100;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An OpenAPI 3.0 or 3.1 document, parsed and no more. AppError `spec_not_runnable` says what is wrong with it. */
export function readDocument(body: Buffer, where: string): JsonObject {
  const text = new TextDecoder().decode(body);
  const document = parse(text, body.length, where);
  if (!isObject(document)) throw wrong(where, 'is no OpenAPI document.');
  if (document.swagger !== undefined) {
    throw wrong(where, 'is Swagger 2.0. Convert it to OpenAPI 3.0 or 3.1, for example with swagger2openapi.');
  }
  const version = typeof document.openapi === 'string' ? document.openapi : '';
  if (!/^3\.[012]\./.test(version))
    throw wrong(where, 'says of itself no version of OpenAPI that can be read (3.0, 3.1).');
  if (!isObject(document.paths)) throw wrong(where, 'has no paths.');
  return document;
}

function parse(text: string, bytes: number, where: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      // Flow style is YAML too, but nobody writes a description in it.
      throw wrong(where, 'is no valid JSON.', error);
    }
  }
  if (bytes > maxYamlBytes) {
    throw wrong(where, `has more than ${maxYamlBytes / 1e6} MB of YAML. Give the address of its JSON form.`);
  }
  try {
    // No aliases: a few lines of them are a value that takes hours to walk.
    return load(text, { schema: CORE_SCHEMA, maxDepth, maxAliases: 0 });
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : '';
    throw wrong(where, `is neither JSON nor YAML that can be read: ${words}`, error);
  }
}

export function wrong(where: string, what: string, cause?: unknown): AppError {
  const url = new URL(where);
  return new AppError(
    'spec_not_runnable',
    `The OpenAPI document at ${url.host}${url.pathname} ${what}`,
    cause === undefined ? {} : { cause },
  );
}
