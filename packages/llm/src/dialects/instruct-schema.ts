import type { JsonSchema, ModelMessage } from '../model-port.ts';

/**
 * Asks for an answer of a schema in words, after the agent's own instructions, where the vendor itself cannot be
 * held to it; the caller checks the answer in any case.
 */
export function instructSchema(messages: readonly ModelMessage[], schema: JsonSchema): ModelMessage[] {
  const talk = messages.findIndex(({ role }) => role !== 'system');
  const at = talk === -1 ? messages.length : talk;
  const content = `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
  return [...messages.slice(0, at), { role: 'system', content }, ...messages.slice(at)];
}
