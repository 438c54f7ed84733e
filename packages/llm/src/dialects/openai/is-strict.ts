import { isObject } from '../read-json.ts';

/** What OpenAI enforces while decoding; anything else in a schema is refused with status 400 when `strict`. */
const enforced = new Set(
  (
    '$defs additionalProperties anyOf const description enum exclusiveMaximum exclusiveMinimum items maxItems ' +
    'maximum minItems minimum multipleOf properties required title type'
  ).split(' '),
);

/**
 * Whether a schema keeps to that part of the language, every object closed and all its properties required. Others
 * are sent as guidance; the caller checks the answer in any case.
 */
export function isStrict(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (!Object.keys(schema).every((key) => enforced.has(key))) return false;
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (schema.type === 'object' || schema.properties !== undefined) {
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false) return false;
    if (!Object.keys(properties).every((name) => required.includes(name))) return false;
  }
  const parts = [
    ...Object.values(properties),
    ...Object.values(isObject(schema.$defs) ? schema.$defs : {}),
    ...(Array.isArray(schema.anyOf) ? schema.anyOf : []),
    ...(schema.items === undefined ? [] : [schema.items]),
  ];
  return parts.every(isStrict);
}
