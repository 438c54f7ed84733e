import type { JsonSchema } from '../model-port.ts';
import type { Facts } from './facts.ts';
import { findFact } from './find-fact.ts';
import { rankPassages } from './rank-passages.ts';
import { passagesOf, stems } from './words.ts';

/** A schema can ask for more than any answer holds (of itself, again and again); this bounds the work. */
const mostValues = 2_000;
/** As deep as a spec may be nested. */
const deepest = 32;
const longestPadding = 10_000;

interface Filling {
  root: JsonSchema;
  /** How many values may still be filled. */
  left: number;
  depth: number;
}

/** A value of the schema, made of facts; a value that no fact supports is the emptiest that the schema allows. */
export function fillSchema(schema: JsonSchema, facts: Facts): unknown {
  return fill(schema, facts, '', { root: schema, left: mostValues, depth: 0 });
}

function fill(schema: JsonSchema, facts: Facts, name: string, filling: Filling): unknown {
  const node = resolve(schema, filling.root);
  filling.left -= 1;
  if (filling.left < 0 || filling.depth >= deepest) return null;
  filling.depth += 1;
  const value = fillNode(node, facts, name, filling);
  filling.depth -= 1;
  return value;
}

function fillNode(node: JsonSchema, facts: Facts, name: string, filling: Filling): unknown {
  if ('const' in node) return node.const;
  if (Array.isArray(node.enum)) return pickLabel(node.enum, facts, name);
  const given = facts.fields[name];
  switch (typeOf(node)) {
    case 'object':
      return fillObject(node, facts, filling);
    case 'array':
      return fillArray(node, facts, name, filling);
    case 'boolean':
      return typeof given === 'boolean' ? given : mentions(facts.text, name, node);
    case 'integer':
    case 'number':
      return fillNumber(node, facts, name);
    case 'null':
      return null;
    default:
      return fillText(node, facts, name);
  }
}

function fillObject(node: JsonSchema, facts: Facts, filling: Filling): Record<string, unknown> {
  const required = Array.isArray(node.required) ? node.required : [];
  const filled: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(objectOf(node.properties))) {
    const value = fill(objectOf(property), facts, name, filling);
    if (required.includes(name) || !isEmpty(value)) filled[name] = value;
  }
  return filled;
}

function fillArray(node: JsonSchema, facts: Facts, name: string, filling: Filling): unknown[] {
  const items = objectOf(node.items);
  const least = typeof node.minItems === 'number' ? node.minItems : 0;
  const most = typeof node.maxItems === 'number' ? node.maxItems : 10;
  const given = facts.fields[name];
  const item = resolve(items, filling.root);
  let values: unknown[];
  if (Array.isArray(given)) values = given;
  else if (Array.isArray(item.enum)) values = labelsIn(item.enum, facts);
  else if ('const' in item) values = [];
  else {
    switch (typeOf(item)) {
      case 'object':
        values = fillRows(items, facts, filling);
        break;
      case 'string':
        values = listFor(name, facts).map((text) => fitText(text, item, facts));
        break;
      case 'integer':
      case 'number':
        values = (facts.text.match(/-?\d+(?:\.\d+)?/g) ?? []).map((text) => fitNumber(Number(text), item));
        break;
      default:
        values = [];
    }
  }
  const kept = values.slice(0, most);
  while (kept.length < least && filling.left > 0) kept.push(fill(items, facts, name, filling));
  return kept;
}

/** One object for each list item or line of the text. */
function fillRows(items: JsonSchema, facts: Facts, filling: Filling): unknown[] {
  const lines = facts.text.split('\n').filter((line) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line));
  return lines
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''))
    .map((text) => fill(items, { ...facts, text, answer: text, gist: text, fields: {} }, '', filling));
}

function fillNumber(node: JsonSchema, facts: Facts, name: string): number {
  const given = facts.fields[name];
  const found =
    typeof given === 'number'
      ? given
      : (numberNear(facts.text, name, node) ??
        (/result|answer|value|total|amount|sum|price|cost|difference/i.test(name)
          ? facts.numbers.at(-1)
          : undefined) ??
        (/confidence|score|certainty/i.test(name) ? 0.5 : undefined));
  return fitNumber(found ?? 0, node);
}

function fitNumber(found: number, node: JsonSchema): number {
  const least = typeof node.minimum === 'number' ? node.minimum : -Infinity;
  const most = typeof node.maximum === 'number' ? node.maximum : Infinity;
  const whole = typeOf(node) === 'integer' ? Math.round(found) : found;
  return Math.min(most, Math.max(least, whole));
}

/** A number right beside one of the words that name the field ("total: 42", "3 nights"). */
function numberNear(text: string, name: string, node: JsonSchema): number | undefined {
  const plain = text.replace(/(?<=\d),(?=\d{3}\b)/g, '');
  for (const word of naming(name, node)) {
    const match = new RegExp(
      `\\b${word}\\w*\\b[^\\d\\n.]{0,20}?(-?\\d+(?:\\.\\d+)?)|(?<![\\d.])(-?\\d+(?:\\.\\d+)?)\\s*\\b${word}`,
      'i',
    ).exec(plain);
    const found = match?.[1] ?? match?.[2];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

function fillText(node: JsonSchema, facts: Facts, name: string): unknown {
  const given = facts.fields[name];
  const found =
    findFact(name, typeof node.format === 'string' ? node.format : undefined, facts) ??
    (typeof given === 'string' && given !== facts.text ? given : null);
  if (found === null && nullable(node)) return null;
  return fitText(found ?? '', node, facts);
}

function fitText(text: string, node: JsonSchema, facts: Facts): string {
  const least = typeof node.minLength === 'number' ? Math.min(longestPadding, node.minLength) : 0;
  const most = typeof node.maxLength === 'number' ? node.maxLength : Number.POSITIVE_INFINITY;
  const long = text.length < least ? (text || facts.answer || facts.text).padEnd(least, '.') : text;
  // Lengths of JSON Schema count characters, not UTF-16 units.
  return long.length > most ? [...long].slice(0, most).join('') : long;
}

/** The label that the text names, or whose description in the instructions is closest to the text. */
function pickLabel(labels: readonly unknown[], facts: Facts, name: string): unknown {
  const given = facts.fields[name];
  if (given !== undefined && labels.includes(given)) return given;
  const scored = labels.map((label) => ({ label, score: labelScore(String(label), facts) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { label: labels[0], score: 0 });
  if (best.score > 0) return best.label;
  const neutral = labels.find((label) =>
    /^(?:other|unknown|none|general|neutral|normal|medium|low|n\/a)$/i.test(String(label)),
  );
  return neutral ?? labels[0];
}

function labelsIn(labels: readonly unknown[], facts: Facts): unknown[] {
  return labels.filter((label) => labelScore(String(label), facts) > 0);
}

function labelScore(label: string, facts: Facts): number {
  const words = stems(label.replace(/[_-]/g, ' '));
  const text = new Set(stems(facts.text));
  const direct = words.filter((word) => text.has(word)).length / Math.max(1, words.length);
  const about = passagesOf(facts.instructions).filter((passage) => {
    const held = new Set(stems(passage));
    return words.length > 0 && words.every((word) => held.has(word));
  });
  const described = rankPassages(facts.text, about).reduce((sum, { coverage }) => sum + coverage, 0);
  return direct * 3 + described;
}

const urgency =
  /\b(?:urgent\w*|asap|as soon as possible|immediately|right away|quickly|emergency|critical|cannot work|can't work|whole team|is down)\b/i;

function mentions(text: string, name: string, node: JsonSchema): boolean {
  const said = new Set(stems(text));
  const urgent = /urgent|priority|escalat/i.test(name) && urgency.test(text);
  return urgent || naming(name, node).some((word) => said.has(word));
}

function naming(name: string, node: JsonSchema): string[] {
  const described = typeof node.description === 'string' ? node.description : '';
  const own = stems(name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' '));
  return own.length > 0 ? own : stems(described);
}

function listFor(name: string, facts: Facts): string[] {
  if (/source|citation|reference|link|url/i.test(name)) return [...facts.sources];
  if (/email/i.test(name)) return facts.text.match(/(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  if (/tag|keyword|topic|label/i.test(name)) return keywords(facts.text, 5);
  const bullets = facts.text
    .split('\n')
    .filter((line) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line))
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').trim());
  if (bullets.length > 0) return bullets;
  const own = passagesOf(facts.text);
  return own.length > 1 ? own.slice(0, 5) : passagesOf(facts.answer).slice(0, 5);
}

function keywords(text: string, howMany: number): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{4,}/gu)) {
    if (stems(word).length > 0) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, howMany)
    .map(([word]) => word);
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let node = schema;
  for (let i = 0; i < 8 && typeof node.$ref === 'string'; i++) {
    let target: unknown = root;
    for (const part of node.$ref.replace(/^#\/?/, '').split('/').filter(Boolean))
      target = objectOf(target)[part];
    node = objectOf(target);
  }
  const branches = [node.anyOf, node.oneOf].find(Array.isArray)?.map(objectOf);
  const real = branches?.find((branch) => branch.type !== 'null');
  if (real !== undefined)
    return { ...resolve(real, root), ...(branches?.length === 1 ? {} : { nullable: true }) };
  if (Array.isArray(node.allOf))
    return Object.assign({}, node, ...node.allOf.map((part) => resolve(objectOf(part), root)));
  return node;
}

function typeOf(node: JsonSchema): string {
  const { type } = node;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return String(type.find((entry) => entry !== 'null') ?? 'null');
  if (node.properties !== undefined) return 'object';
  return node.items === undefined ? 'string' : 'array';
}

function nullable(node: JsonSchema): boolean {
  return node.nullable === true || (Array.isArray(node.type) && node.type.includes('null'));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
