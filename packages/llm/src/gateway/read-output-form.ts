import type { JsonSchema } from '../model-port.ts';
import { isGiven, readObject, readWord } from './read-field.ts';

const kinds = { text: 'text', json_object: 'json_object', json_schema: 'json_schema' } as const;
/** Some JSON object, whatever its fields: what OpenAI calls JSON mode. */
const anyObject: JsonSchema = { type: 'object' };

/** The schema that `response_format` asks for; undefined for text. Throws FieldError. */
export function readOutputSchema(value: unknown): JsonSchema | undefined {
  if (!isGiven(value)) return undefined;
  const { type, json_schema: given } = readObject(value, 'response_format');
  switch (readWord(type, 'response_format.type', kinds)) {
    case 'text':
      return undefined;
    case 'json_object':
      return anyObject;
    case 'json_schema': {
      const { schema } = readObject(given, 'response_format.json_schema');
      return isGiven(schema) ? readObject(schema, 'response_format.json_schema.schema') : anyObject;
    }
  }
}
