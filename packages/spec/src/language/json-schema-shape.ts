import { formats } from '../evaluate/formats.ts';
import { resolveRef } from '../evaluate/json-schema-validator.ts';
import { compilePattern, PatternError } from '../evaluate/pattern.ts';
import type { JsonSchema, JsonValue } from '../json-schema.ts';
import { toJson } from '../shape/json.ts';
import {
  describe,
  type Place,
  type ReadContext,
  reportType,
  requote,
  type Shape,
  tokenOf,
} from '../shape/shape.ts';
import { closest } from '../text/closest.ts';
import { type MapEntry, shorten, type TreeNode } from '../text/read-tree.ts';
import { type Keyword, schemaKeywords, schemaKeywordTypes } from './json-schema-keywords.ts';

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
/** Formats that JSON Schema defines and nobody checks here: allowed, as the standard has it, for people to read. */
const annotations = [
  'duration',
  'hostname',
  'ipv6',
  'uri-reference',
  'json-pointer',
  'regex',
  'iri',
  'idn-email',
];

interface Walk {
  context: ReadContext;
  root: JsonValue;
  ok: boolean;
}

/** A JSON Schema in a spec: checked keyword by keyword, kept as it is. */
export const jsonSchema: Shape<JsonSchema> = {
  schema: { type: 'object', propertyNames: { enum: [...schemaKeywords] } },
  read(node, place, context) {
    if (node.kind !== 'map') {
      reportType(node, place, context, 'a JSON Schema (a mapping)');
      return undefined;
    }
    const root = toJson(node);
    const walk: Walk = { context, root, ok: true };
    readSchema(node, place, walk);
    return walk.ok && isSchema(root) ? root : undefined;
  },
};

/** Whether a JSON value is an object, as every schema but `true` and `false` is. */
export function isSchema(value: JsonValue): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(walk: Walk, node: TreeNode, place: Place, message: string, hint?: string): void {
  walk.ok = false;
  walk.context.reporter.report('invalid_schema', {
    message,
    path: place.path,
    span: tokenOf(node, place),
    hint,
  });
}

function readSchema(node: TreeNode, place: Place, walk: Walk): void {
  if (node.kind !== 'map') {
    refuse(walk, node, place, `A schema is a mapping, not ${describe(node)}.`);
    return;
  }
  for (const entry of node.entries) {
    const inner = { path: [...place.path, entry.key], near: entry.keySpan };
    const keyword = Object.hasOwn(schemaKeywordTypes, entry.key) ? schemaKeywordTypes[entry.key] : undefined;
    if (keyword === undefined) reportKeyword(entry, place, walk);
    else readKeyword(keyword, entry, inner, walk);
  }
}

function reportKeyword(entry: MapEntry, place: Place, walk: Walk): void {
  walk.ok = false;
  const suggestion = closest(entry.key, schemaKeywords);
  const hint =
    entry.key === 'nullable'
      ? 'Write type: [string, "null"] instead.'
      : 'Names of fields belong below "properties".';
  walk.context.reporter.report('unknown_schema_keyword', {
    message: `JSON Schema has no keyword "${shorten(entry.key)}" here${suggestion ? `; did you mean "${suggestion}"?` : '.'}`,
    path: [...place.path, entry.key],
    span: entry.keySpan,
    hint,
    fix: suggestion
      ? { title: `Rename to ${suggestion}`, newText: requote(walk.context, entry.keySpan, suggestion) }
      : undefined,
  });
}

function readKeyword(keyword: Keyword, entry: MapEntry, place: Place, walk: Walk): void {
  const { key, value } = entry;
  const wrong = (wanted: string) =>
    refuse(walk, value, place, `"${key}" takes ${wanted}, not ${describe(value)}.`);
  const scalar = value.kind === 'scalar' ? value.value : undefined;
  switch (keyword) {
    case 'any':
      return;
    case 'text':
      if (typeof scalar !== 'string') wrong('a text');
      return;
    case 'flag':
      if (typeof scalar !== 'boolean') wrong('true or false');
      return;
    case 'number':
      if (typeof scalar !== 'number') wrong('a number');
      return;
    case 'positive':
      if (typeof scalar !== 'number' || scalar <= 0) wrong('a number above 0');
      return;
    case 'count':
      if (typeof scalar !== 'number' || !Number.isInteger(scalar) || scalar < 0)
        wrong('a whole number from 0');
      return;
    case 'schemaOrFlag':
      if (typeof scalar !== 'boolean') readSchema(value, place, walk);
      return;
    case 'values':
      if (value.kind !== 'seq' || value.items.length === 0) wrong('a list of values');
      return;
    case 'texts':
      if (!isTexts(value)) wrong('a list of texts');
      return;
    case 'schemas':
      if (value.kind !== 'seq' || value.items.length === 0) wrong('a list of schemas');
      else eachItem(value.items, place, (item, inner) => readSchema(item, inner, walk));
      return;
    case 'schemaMap':
    case 'patternMap':
    case 'textsMap':
      if (value.kind !== 'map') {
        wrong('a mapping');
        return;
      }
      for (const part of value.entries) {
        const inner = { path: [...place.path, part.key], near: part.keySpan };
        if (keyword === 'patternMap') checkPattern(part.key, { ...value, ...part.keySpan }, inner, walk);
        if (keyword !== 'textsMap') {
          if (part.value.kind !== 'scalar' || typeof part.value.value !== 'boolean')
            readSchema(part.value, inner, walk);
        } else if (!isTexts(part.value)) refuse(walk, part.value, inner, `"${key}" takes lists of texts.`);
      }
      return;
    case 'types':
      checkTypes(value, place, walk);
      return;
    case 'pattern':
      if (typeof scalar !== 'string') wrong('a text');
      else checkPattern(scalar, value, place, walk);
      return;
    case 'format':
      if (typeof scalar !== 'string') wrong('a text');
      else if (!Object.hasOwn(formats, scalar) && !annotations.includes(scalar)) {
        refuse(
          walk,
          value,
          place,
          `Unknown format "${shorten(scalar)}".`,
          `Known: ${Object.keys(formats).join(', ')}.`,
        );
      }
      return;
    case 'ref':
      if (typeof scalar !== 'string') wrong('a text');
      else if (resolveRef(walk.root, scalar) === undefined) {
        refuse(
          walk,
          value,
          place,
          `"${shorten(scalar)}" leads nowhere.`,
          'References stay within the schema: #/$defs/name',
        );
      }
      return;
    default:
      keyword satisfies never;
  }
}

function eachItem(
  items: readonly TreeNode[],
  place: Place,
  visit: (item: TreeNode, inner: Place) => void,
): void {
  for (const [index, item] of items.entries())
    visit(item, { path: [...place.path, index], near: tokenOf(item, place) });
}

function isTexts(node: TreeNode): boolean {
  return (
    node.kind === 'seq' &&
    node.items.every((item) => item.kind === 'scalar' && typeof item.value === 'string')
  );
}

function checkTypes(node: TreeNode, place: Place, walk: Walk): void {
  if (node.kind === 'seq' && node.items.length > 0) {
    eachItem(node.items, place, (item, inner) => checkTypes(item, inner, walk));
    return;
  }
  const name = node.kind === 'scalar' ? node.value : undefined;
  if (typeof name === 'string' && types.includes(name)) return;
  walk.ok = false;
  const suggestion = typeof name === 'string' ? closest(name, types) : name === null ? 'null' : undefined;
  const span = tokenOf(node, place);
  walk.context.reporter.report('invalid_schema', {
    message: `"type" takes ${types.join(', ')}${typeof name === 'string' ? `, not "${shorten(name)}"` : ''}.`,
    path: place.path,
    span,
    hint: name === null ? 'In YAML a bare null is no text: write "null" in quotes.' : undefined,
    fix:
      suggestion === undefined
        ? undefined
        : {
            title: `Replace with ${suggestion}`,
            newText: name === null ? '"null"' : requote(walk.context, span, suggestion),
          },
  });
}

function checkPattern(pattern: string, node: TreeNode, place: Place, walk: Walk): void {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    walk.ok = false;
    walk.context.reporter.report('invalid_pattern', {
      message: `This pattern does not compile: ${error.message}.`,
      path: place.path,
      span: tokenOf(node, place),
    });
  }
}
