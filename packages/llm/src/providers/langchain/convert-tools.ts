import type { JsonSchema, ToolDefinition } from '../../model-port.ts';

/** Tools in the form that OpenAI gave the world and that LangChain's classes take. */
export function convertTools(tools: readonly ToolDefinition[]) {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function' as const,
    function: { name, description, parameters: { ...parameters } },
  }));
}

/** An answer held to a JSON Schema, as OpenAI's `response_format`. */
export function convertOutputSchema(schema: JsonSchema) {
  return {
    type: 'json_schema' as const,
    json_schema: { name: 'answer', schema: { ...schema }, strict: isStrict(schema) },
  };
}

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
function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  const node: Record<string, unknown> = { ...schema };
  if (!Object.keys(node).every((key) => enforced.has(key))) return false;
  const properties: Record<string, unknown> =
    typeof node.properties === 'object' && node.properties !== null ? { ...node.properties } : {};
  if (node.type === 'object' || node.properties !== undefined) {
    const required = Array.isArray(node.required) ? node.required : [];
    if (node.additionalProperties !== false) return false;
    if (!Object.keys(properties).every((name) => required.includes(name))) return false;
  }
  const parts = [
    ...Object.values(properties),
    ...Object.values(typeof node.$defs === 'object' && node.$defs !== null ? node.$defs : {}),
    ...(Array.isArray(node.anyOf) ? node.anyOf : []),
    ...(node.items === undefined ? [] : [node.items]),
  ];
  return parts.every(isStrict);
}
