/** What a keyword of JSON Schema takes. */
export type Keyword =
  | 'schemaOrFlag'
  | 'schemas'
  | 'schemaMap'
  | 'patternMap'
  | 'types'
  | 'count'
  | 'number'
  | 'positive'
  | 'text'
  | 'flag'
  | 'texts'
  | 'textsMap'
  | 'values'
  | 'pattern'
  | 'ref'
  | 'format'
  | 'any';

/** The keywords of JSON Schema (draft 2020-12) that the language accepts and `compileJsonSchema` obeys. */
export const schemaKeywordTypes: Readonly<Record<string, Keyword>> = {
  $schema: 'text',
  $comment: 'text',
  $ref: 'ref',
  $defs: 'schemaMap',
  definitions: 'schemaMap',
  title: 'text',
  description: 'text',
  default: 'any',
  examples: 'values',
  deprecated: 'flag',
  readOnly: 'flag',
  writeOnly: 'flag',
  type: 'types',
  enum: 'values',
  const: 'any',
  properties: 'schemaMap',
  patternProperties: 'patternMap',
  additionalProperties: 'schemaOrFlag',
  propertyNames: 'schemaOrFlag',
  required: 'texts',
  dependentRequired: 'textsMap',
  minProperties: 'count',
  maxProperties: 'count',
  items: 'schemaOrFlag',
  prefixItems: 'schemas',
  contains: 'schemaOrFlag',
  minContains: 'count',
  maxContains: 'count',
  minItems: 'count',
  maxItems: 'count',
  uniqueItems: 'flag',
  minLength: 'count',
  maxLength: 'count',
  pattern: 'pattern',
  format: 'format',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'positive',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  not: 'schemaOrFlag',
  if: 'schemaOrFlag',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: 'schemaOrFlag',
  else: 'schemaOrFlag',
};
export const schemaKeywords: readonly string[] = Object.keys(schemaKeywordTypes);
