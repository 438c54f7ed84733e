import { z } from 'zod';

/** Any JSON value: what a spec may hold where the shape is the author's own. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON Schema (draft 2020-12, the keywords of `schemaKeywords`) as a plain object. */
export type JsonSchema = Readonly<Record<string, JsonValue>>;

export const jsonValueSchema: z.ZodType<JsonValue> = z.json();
export const jsonSchemaSchema: z.ZodType<JsonSchema> = z.record(z.string(), jsonValueSchema);
