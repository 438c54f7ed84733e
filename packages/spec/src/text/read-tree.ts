import { Composer, isMap, isNode, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { Path, Reporter, Span } from './reporter.ts';
import { characterMessage, findCharacters } from './scan-characters.ts';
import { maxDepth, maxNodes, reportDepth, reportNodes, scanStructure } from './scan-structure.ts';

export interface ScalarNode extends Span {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** Whether the token's text is its value, so that offsets inside it are offsets in the source. */
  verbatim: 'plain' | 'quoted' | null;
}
export interface SeqNode extends Span {
  kind: 'seq';
  items: TreeNode[];
}
export interface MapEntry {
  key: string;
  keySpan: Span;
  value: TreeNode;
}
export interface MapNode extends Span {
  kind: 'map';
  entries: MapEntry[];
}
/** A value with its place in the source; keys are unique strings, numbers finite, texts clean. */
export type TreeNode = ScalarNode | SeqNode | MapNode;

interface Walk {
  text: string;
  base: number;
  reporter: Reporter;
  nodes: number;
  stopped: boolean;
}

/** What to do about the mistakes that people make most. */
const syntaxHints: readonly (readonly [RegExp, string])[] = [
  [/Nested mappings are not allowed/, 'A text with ": " in it needs quotes.'],
  [/Missing closing/, 'Close the quote.'],
  [/must be sufficiently indented|must end with|Expected flow/, 'A bracket is not closed.'],
  [/Tabs are not allowed|tab character/i, 'Indent with spaces.'],
  [
    /Unexpected scalar|All mapping items must start at the same column|Implicit keys/,
    'Check the indentation and the colons.',
  ],
];

/** YAML or JSON text (`base` is its offset in the whole) to a tree; null when there is no usable one. */
export function readTree(text: string, base: number, reporter: Reporter): TreeNode | null {
  const tokens = scanStructure(text, base, reporter);
  if (tokens === null) return null;

  const parser = new Parser();
  const composer = new Composer({
    schema: 'core',
    version: '1.2',
    strict: true,
    stringKeys: true,
    prettyErrors: false,
    // Own check below: yaml's compares each key with all before it (50,000 keys took 40 s).
    uniqueKeys: false,
  });
  const events = [];
  for (const token of tokens) for (const event of parser.next(token)) events.push(event);
  for (const event of parser.end()) events.push(event);
  const [document, next] = [...composer.compose(events, true, text.length)];
  if (document === undefined) return null;

  const lastOffset = Math.max(0, text.trimEnd().length - 1);
  for (const { message, pos } of document.errors.slice(0, 50)) {
    // What is missing at the end is shown at the last thing that is there.
    const start = Math.min(pos[0], lastOffset);
    const words = (message.split('\n')[0] ?? message).replace(/ (.)quote$/, ' quote ($1)');
    reporter.report('yaml_syntax', {
      message: `${words.replace(/[.:]+$/, '')}.`,
      path: [],
      span: { start: base + start, end: base + (start < pos[0] ? start + 1 : Math.max(pos[1], start + 1)) },
      hint: syntaxHints.find(([pattern]) => pattern.test(message))?.[1],
    });
  }
  if (next !== undefined) {
    const start = base + next.range[0];
    reporter.report('multiple_documents', {
      message: 'This text holds more than one document.',
      path: [],
      span: { start, end: Math.min(start + 3, base + text.length) },
      hint: 'Keep one spec per text.',
    });
  }
  if (document.contents === null) return null;
  const walk: Walk = { text, base, reporter, nodes: 0, stopped: false };
  const tree = convert(document.contents, [], 1, walk);
  return walk.stopped ? null : tree;
}

function spanOf(node: Node, walk: Walk): Span {
  const [start, valueEnd] = node.range ?? [0, 0];
  let end = valueEnd;
  while (end > start && (walk.text[end - 1] === '\n' || walk.text[end - 1] === '\r')) end--;
  return { start: walk.base + start, end: walk.base + end };
}

function convert(node: Node | null, path: Path, depth: number, walk: Walk): TreeNode | null {
  if (walk.stopped || node === null) return null;
  const span = spanOf(node, walk);
  walk.nodes++;
  if (walk.nodes > maxNodes) {
    walk.stopped = true;
    reportNodes(walk.reporter, span.end);
    return null;
  }
  if (isScalar(node)) {
    return { kind: 'scalar', ...span, ...readScalar(node.value, node.type, span, path, walk) };
  }
  if (depth > maxDepth) {
    walk.stopped = true;
    reportDepth(walk.reporter, span.start + 1, [...path]);
    return null;
  }
  if (isSeq(node)) {
    const items: TreeNode[] = [];
    for (const [index, item] of node.items.entries()) {
      const child = convert(isNode(item) ? item : null, [...path, index], depth + 1, walk);
      if (child) items.push(child);
    }
    return { kind: 'seq', ...span, items };
  }
  if (isMap(node)) return convertMap(node.items, span, path, depth, walk);
  return null;
}

function convertMap(
  pairs: readonly { key: unknown; value: unknown }[],
  span: Span,
  path: Path,
  depth: number,
  walk: Walk,
): MapNode {
  const entries: MapEntry[] = [];
  const seen = new Set<string>();
  for (const pair of pairs) {
    if (walk.stopped) break;
    if (!isScalar(pair.key) || typeof pair.key.value !== 'string') continue;
    const keySpan = spanOf(pair.key, walk);
    const key = pair.key.value;
    walk.nodes++;
    const here = [...path, key];
    if (pair.key.type === 'PLAIN' && key === '<<') {
      walk.reporter.report('merge_key', {
        message: 'Merge keys (<<) are not part of the language.',
        path: here,
        span: keySpan,
      });
      continue;
    }
    if (key === '__proto__') {
      walk.reporter.report('forbidden_key', {
        message: 'The key "__proto__" is not allowed.',
        path: here,
        span: keySpan,
      });
      continue;
    }
    if (seen.has(key)) {
      walk.reporter.report('duplicate_key', {
        message: `The key "${shorten(key)}" is here twice.`,
        path: here,
        span: keySpan,
        hint: 'Keep one of the two.',
      });
      continue;
    }
    seen.add(key);
    readScalar(key, pair.key.type, keySpan, here, walk);
    const value = convert(isNode(pair.value) ? pair.value : null, here, depth + 1, walk);
    entries.push({
      key,
      keySpan,
      value: value ?? { kind: 'scalar', value: null, verbatim: null, start: keySpan.end, end: keySpan.end },
    });
  }
  return { kind: 'map', ...span, entries };
}

function readScalar(
  value: unknown,
  type: string | undefined,
  span: Span,
  path: Path,
  walk: Walk,
): Pick<ScalarNode, 'value' | 'verbatim'> {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      walk.reporter.report('number_not_finite', { message: 'Numbers must be finite.', path, span });
    } else if (
      !Number.isSafeInteger(value) &&
      !isExact(walk.text.slice(span.start - walk.base, span.end - walk.base), value)
    ) {
      walk.reporter.report('number_not_exact', {
        message: 'This whole number is too large to be kept exactly.',
        path,
        span,
        hint: 'Put it in quotes if it is an id.',
      });
    }
    return { value, verbatim: null };
  }
  if (typeof value === 'boolean' || value === null) return { value, verbatim: null };
  if (typeof value !== 'string') return { value: null, verbatim: null };

  const raw = walk.text.slice(span.start - walk.base, span.end - walk.base);
  // Only an escape can bring in what the scan of the source did not see.
  if (type === 'QUOTE_DOUBLE' && raw.includes('\\')) {
    for (const { problem } of findCharacters(value, 1)) {
      walk.reporter.report(problem, { message: characterMessage(problem), path, span });
    }
  }
  const verbatim = raw === value ? 'plain' : raw.slice(1, -1) === value ? 'quoted' : null;
  return { value, verbatim };
}

/** Whether a whole number stands in the source as what it was read as; fractions are rounded, as JSON has it. */
function isExact(raw: string, value: number): boolean {
  const isWhole = raw.length < 400 && /^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+)$/i.test(raw);
  if (!isWhole) return true;
  const magnitude = BigInt(raw.replace(/^[-+]/, ''));
  return magnitude === BigInt(Math.abs(value));
}

export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
