import type { EmbedRequest } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import { isGiven, readArray, readInteger, readObject, readString, readWord } from './read-field.ts';
import { readModelName } from './read-model-name.ts';

export interface EmbedCall {
  request: EmbedRequest;
  /** Little-endian 32-bit floats in base64, or numbers. */
  encoding: 'base64' | 'float';
}

const mostInputs = 2_048;
const encodings = { float: 'float', base64: 'base64' } as const;
const known = new Set(['model', 'input', 'encoding_format', 'dimensions', 'user']);

/** A body of `POST /v1/embeddings` (https://platform.openai.com/docs/api-reference/embeddings). Throws FieldError. */
export function readEmbedRequest(value: unknown, maxCostNanoUsd: number | null): EmbedCall {
  const body = readObject(value, 'body');
  const unknown = Object.keys(body).find((name) => !known.has(name) && isGiven(body[name]));
  if (unknown !== undefined) throw new FieldError(unknown, `'${unknown}' is not taken here.`);
  const request: EmbedRequest = {
    model: readModel(body.model),
    input: readInput(body.input),
    maxCostNanoUsd,
  };
  if (isGiven(body.dimensions)) request.dimensions = readInteger(body.dimensions, 'dimensions', 1, 100_000);
  const encoding = isGiven(body.encoding_format)
    ? readWord(body.encoding_format, 'encoding_format', encodings)
    : 'float';
  return { request, encoding };
}

function readModel(value: unknown): string {
  const target = readModelName(value);
  if (target.kind === 'model') return target.model;
  if (value === 'auto') return value;
  throw new FieldError('model', "'model' must be auto or <vendor>/<model> here.");
}

function readInput(value: unknown): readonly string[] {
  if (typeof value === 'string') return [notEmpty(value, 'input')];
  const given = readArray(value, 'input');
  if (given.length === 0 || given.length > mostInputs) {
    throw new FieldError('input', `'input' must have 1 to ${mostInputs} entries, not ${given.length}.`);
  }
  if (typeof given[0] === 'number' || Array.isArray(given[0])) {
    // Token numbers mean something to one vendor's tokenizer alone.
    throw new FieldError('input', "'input' must be text; token numbers are not taken.");
  }
  return given.map((text, index) => notEmpty(readString(text, `input[${index}]`), `input[${index}]`));
}

function notEmpty(text: string, param: string): string {
  if (text !== '') return text;
  throw new FieldError(param, `'${param}' must not be empty.`);
}
