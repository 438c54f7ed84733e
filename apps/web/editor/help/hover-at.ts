import type { Range } from '@agent-factory/contracts';
import { builtinTool, pathAt, placeOf, toolGroups } from '@agent-factory/spec';
import { cursorPlace } from '../cursor-path.ts';
import { celFunctionHelp, celPlace } from './cel-help.ts';
import { type KnownNames, noNames } from './known-names.ts';
import { alternatives, kindOf, type Schema, schemasAt, textOf } from './schema-at.ts';

export interface Hover {
  /** Markdown, one paragraph each. */
  says: string[];
  /** What it is about. */
  range: Range | null;
}

/** What the word at an offset means: its key with default, bounds and values; a tool, a model, an agent, a function of CEL. */
export function hoverAt(text: string, offset: number, known: KnownNames = noNames): Hover | null {
  const path = pathAt(text, offset);
  if (path === null || path.length === 0 || (path.length === 1 && path[0] === 'instructions')) return null;
  const word = wordAt(text, offset);
  const place = cursorPlace(text, offset);
  const says = [
    ...(place !== null && celPlace(place) !== null ? celSays(word) : []),
    // `memory` is a key and a tool; on the key itself it is the key.
    ...(word === path.at(-1) ? [] : toolSays(word)),
    ...known.models.filter(({ id }) => id === word).map(({ id, says: price }) => `**${id}** ${price}`),
    ...known.agents
      .filter(({ name }) => name === word && isAgentPlace(path))
      .map(({ title, description }) => `**${title}**, an agent of this team. ${description}`),
    ...keySays(text, path),
  ];
  return says.length === 0 ? null : { says, range: placeOf(text, path) };
}

function wordAt(text: string, offset: number): string {
  const before = /[\w./-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return (before + after).replace(/^[.-]+|[.-]+$/g, '');
}

function isAgentPlace(path: readonly (string | number)[]): boolean {
  return path.some((part) => part === 'members' || part === 'agent' || part === 'nodes') || path.length === 1;
}

function celSays(word: string): string[] {
  const name = word.split('.').at(-1) ?? '';
  return celFunctionHelp
    .filter((help) => help.name === name)
    .map(({ signature, says }) => `\`${signature}\` ${says}`);
}

function toolSays(word: string): string[] {
  const members = toolGroups.get(word);
  if (members !== undefined) return [`**${word}**: these tools, which only read: ${members.join(', ')}.`];
  const tool = builtinTool(word);
  if (tool === undefined) return [];
  const needs =
    tool.connections.length === 0 ? '' : ` Needs a connection to ${tool.connections.join(' or ')}.`;
  const again = tool.idempotent ? '' : ' Never repeated by itself after a crash.';
  return [`**${tool.title}** (\`${word}\`, ${effects[tool.effect]}). ${tool.description}${needs}${again}`];
}

const effects = { read: 'only reads', write: 'writes', money: 'moves money' } as const;

/** What the language's own schema says of the innermost key of a path. */
function keySays(text: string, path: readonly (string | number)[]): string[] {
  const keys = path.map((part) => (typeof part === 'number' ? '[]' : part));
  // Of an item, its list says what it is; of a mapping's entry, the entry itself.
  while (keys.at(-1) === '[]') keys.pop();
  const [name] = keys.slice(-1);
  if (name === undefined) return [];
  const schemas = schemasAt(keys, kindOf(text));
  const description = schemas.map((schema) => textOf(schema.description)).find((each) => each !== '');
  if (description === undefined) return [];
  const facts = [valuesOf(schemas), boundsOf(schemas, name), defaultOf(schemas)].filter(
    (fact) => fact !== '',
  );
  return [`**${name}** ${description}`, ...(facts.length === 0 ? [] : [facts.join(' ')])];
}

function valuesOf(schemas: readonly Schema[]): string {
  const values = schemas.flatMap((schema) => (Array.isArray(schema.enum) ? schema.enum : []));
  // A list of all tools would fill the screen; each is told where it stands.
  if (values.length === 0 || values.length > 12) return '';
  return `One of ${values.map((value) => `\`${String(value)}\``).join(', ')}.`;
}

function boundsOf(schemas: readonly Schema[], name: string): string {
  const bounded = schemas
    .flatMap((schema) => alternatives(schema))
    .find(({ minimum, maximum }) => typeof minimum === 'number' && typeof maximum === 'number');
  if (bounded === undefined) return '';
  const whole = bounded.type === 'integer' ? 'A whole number' : 'A number';
  const unit = unitOf(name);
  return `${whole} from ${String(bounded.minimum)} to ${String(bounded.maximum)}${unit === '' ? '' : `, in ${unit}`}.`;
}

/** The language names its units in its keys. */
function unitOf(name: string): string {
  if (/Usd$/.test(name)) return 'US dollars';
  if (/Seconds$/.test(name)) return 'seconds';
  if (/Tokens$/.test(name)) return 'tokens';
  return name === 'maxSteps' ? 'model calls' : name === 'maxLength' ? 'characters' : '';
}

function defaultOf(schemas: readonly Schema[]): string {
  const found = schemas.find((schema) => schema.default !== undefined);
  return found === undefined ? '' : `Left out: \`${JSON.stringify(found.default)}\`.`;
}
