import type { JsonSchema } from '../json-schema.ts';
import type { ScalarNode, TreeNode } from '../text/read-tree.ts';
import type { Path, Reporter, Span } from '../text/reporter.ts';

/** Where a value stands: its path, and the token to point at when the value itself has none. */
export interface Place {
  path: Path;
  near: Span;
}

/** A use of a tool's name that must resolve to a tool of the agent once all of the spec has been read. */
export interface ToolUse {
  name: string;
  role: 'approval' | 'check' | 'test';
  path: Path;
  span: Span;
  fixTo(name: string): string;
}

/** What shapes learn on the way for the checks that need the whole; complete even where other parts are wrong. */
export interface Facts {
  tools: { name: string; path: Path; span: Span }[];
  toolUses: ToolUse[];
  ids: { id: string; of: 'invariant' | 'test'; path: Path; span: Span }[];
  /** Places that say "the spec's own output schema". */
  outputUses: { path: Path; span: Span }[];
}

export interface ReadContext {
  text: string;
  reporter: Reporter;
  facts: Facts;
}

/**
 * One part of the language: reads a tree into `T`, reporting everything that is wrong with it (then the
 * answer is undefined), and describes the same form as JSON Schema.
 */
export interface Shape<T> {
  read(node: TreeNode, place: Place, context: ReadContext): T | undefined;
  schema: JsonSchema;
}

/** The token to underline for a value: its own, or the key's where the value is empty. */
export function tokenOf(node: TreeNode, place: Place): Span {
  return node.end > node.start ? { start: node.start, end: node.end } : place.near;
}

/** `newText` in the quotes of the token that it replaces. */
export function requote(context: ReadContext, span: Span, newText: string): string {
  const first = context.text[span.start];
  return first === '"' || first === "'" ? `${first}${newText}${first}` : newText;
}

export function describe(node: TreeNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'seq') return 'a list';
  if (node.value === null) return 'empty';
  if (typeof node.value === 'string') return 'a text';
  return typeof node.value === 'number' ? 'a number' : 'true or false';
}

/** Reports that `node` is not `wanted` ("a list"). */
export function reportType(node: TreeNode, place: Place, context: ReadContext, wanted: string): void {
  const isEmpty = node.kind === 'scalar' && node.value === null;
  const key = place.path.at(-1);
  const name = typeof key === 'string' ? `"${key}"` : 'This';
  context.reporter.report(isEmpty ? 'empty_value' : 'wrong_type', {
    message: isEmpty
      ? `${name} is empty; it takes ${wanted}.`
      : `${name} takes ${wanted}, not ${describe(node)}.`,
    path: place.path,
    span: tokenOf(node, place),
    hint: isEmpty ? 'Give it a value or remove the key.' : quoteHint(node, wanted),
  });
}

function quoteHint(node: TreeNode, wanted: string): string | undefined {
  const isLiteral = node.kind === 'scalar' && typeof node.value !== 'string';
  return isLiteral && wanted.startsWith('a text') ? 'Put it in quotes to make it a text.' : undefined;
}

/** The same shape with a further step: `step` reports and answers undefined, or makes the final value. */
// Not named `then`: a module that exports one is a thenable, and `await import()` of it never settles.
export function andThen<A, B>(
  shape: Shape<A>,
  step: (value: A, node: TreeNode, place: Place, context: ReadContext) => B | undefined,
): Shape<B> {
  return {
    schema: shape.schema,
    read(node, place, context) {
      const value = shape.read(node, place, context);
      return value === undefined ? undefined : step(value, node, place, context);
    },
  };
}

/** The same shape with other words or bounds in its JSON Schema. */
export function described<T>(shape: Shape<T>, schema: JsonSchema): Shape<T> {
  return { read: shape.read, schema: { ...shape.schema, ...schema } };
}

/** Chooses by the form that the author used. A form that is not given is a wrong type. */
export function byForm<T>(
  wanted: string,
  forms: {
    text?: Shape<T>;
    flag?: Shape<T>;
    number?: Shape<T>;
    list?: Shape<T>;
    map?: Shape<T>;
  },
): Shape<T> {
  const given = Object.values(forms);
  return {
    schema: { anyOf: given.map((shape) => shape.schema) },
    read(node, place, context) {
      const shape =
        node.kind === 'map' ? forms.map : node.kind === 'seq' ? forms.list : scalarForm(node, forms);
      if (shape) return shape.read(node, place, context);
      reportType(node, place, context, wanted);
      return undefined;
    },
  };
}

function scalarForm<T>(
  node: ScalarNode,
  forms: { text?: Shape<T>; flag?: Shape<T>; number?: Shape<T> },
): Shape<T> | undefined {
  if (typeof node.value === 'string') return forms.text;
  if (typeof node.value === 'number') return forms.number;
  return typeof node.value === 'boolean' ? forms.flag : undefined;
}
