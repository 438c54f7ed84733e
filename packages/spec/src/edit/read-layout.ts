import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
} from 'yaml';
import { createReporter } from '../text/reporter.ts';
import { scanCharacters } from '../text/scan-characters.ts';
import { scanStructure } from '../text/scan-structure.ts';
import { createSource } from '../text/source.ts';
import { splitDocument } from '../text/split-document.ts';
import { EditRefusal } from './edit-problem.ts';
import type { LaidEntry, LaidItem, LaidNode, LaidScalar, Layout } from './layout.ts';
import { readStyle } from './read-style.ts';

/** The last texts that were read: an edit leaves the text that the next one begins with. */
const known: Layout[] = [];
const mostKnown = 4;

/**
 * Reads where everything of a text stands. Only what cannot be read at all is refused (`EditRefusal`); broken places
 * show in `errors`, and the rest can be edited.
 */
export function readLayout(text: string): Layout {
  const kept = known.find((layout) => layout.text === text);
  if (kept) return kept;
  const layout = layOut(text);
  known.unshift(layout);
  if (known.length > mostKnown) known.pop();
  return layout;
}

function layOut(text: string): Layout {
  const reporter = createReporter(createSource(text));
  const whole = { start: 0, end: Math.min(1, text.length) };
  // Characters that the language forbids are no obstacle to an edit elsewhere; size and encoding are.
  if (!scanCharacters(text, reporter)) {
    const refused = reporter.diagnostics.find(
      ({ code }) => code === 'too_large' || code === 'encoding_utf16',
    );
    if (refused) throw new EditRefusal('unreadable_text', refused.message, [], whole);
  }
  const parts = splitDocument(text);
  const base = parts.yaml.start;
  const yaml = text.slice(base, parts.yaml.end);
  const tokens = scanStructure(yaml, base, reporter, { tolerant: true });
  if (tokens === null) {
    const message = 'The text is nested too deep or holds too much to be read; shorten it in the text.';
    throw new EditRefusal('unreadable_text', message, [], whole);
  }
  const [document, next] = compose(tokens, yaml.length);
  if (next) {
    const start = base + next.range[0];
    const message = 'The text holds more than one document; keep one.';
    throw new EditRefusal('unreadable_text', message, [], { start, end: start + 3 });
  }
  const root = document?.contents ? convert(document.contents, { yaml, base }, base) : null;
  const isEmpty = root?.kind === 'scalar' && root.style === 'empty';
  return {
    text,
    parts,
    root: isEmpty ? null : root,
    errors: (document?.errors ?? []).map(({ message, pos }) => ({
      message: (message.split('\n')[0] ?? message).replace(/[.:]+$/, ''),
      start: base + pos[0],
      end: base + Math.max(pos[1], pos[0] + 1),
    })),
    style: readStyle(text, root),
  };
}

function compose(tokens: readonly string[], length: number): Document.Parsed[] {
  const parser = new Parser();
  const composer = new Composer({
    schema: 'core',
    version: '1.2',
    strict: true,
    stringKeys: true,
    prettyErrors: false,
    uniqueKeys: false,
    keepSourceTokens: true,
  });
  const events: CST.Token[] = [];
  for (const token of tokens) for (const event of parser.next(token)) events.push(event);
  for (const event of parser.end()) events.push(event);
  return [...composer.compose(events, true, length)].filter((each) => 'contents' in each);
}

interface Walk {
  yaml: string;
  base: number;
}

/** `emptyAt`: where a value that is not there would begin. */
function convert(node: unknown, walk: Walk, emptyAt: number): LaidNode {
  if (!isNode(node)) return empty(emptyAt);
  const [from, to] = node.range ?? [0, 0];
  const span = { start: walk.base + from, end: walk.base + to };
  const isForeign =
    isAlias(node) || ('anchor' in node && node.anchor !== undefined) || node.tag !== undefined;
  if (!isForeign && isScalar(node)) return scalar(node.value, node.type, span, walk, emptyAt);
  const flow = isCollection(node) && node.flow === true;
  // `[a: 1]` makes a mapping without brackets of its own, in which nothing can be put.
  const isBare = flow && yamlAt(walk, from) !== '{' && yamlAt(walk, from) !== '[';
  if (!isForeign && !isBare && isCollection(node)) {
    if (isMap(node)) {
      return { kind: 'map', flow, ...span, items: entries(node.items, node.srcToken, walk) };
    }
    if (isSeq(node)) return { kind: 'seq', flow, ...span, items: items(node.items, node.srcToken, walk) };
  }
  return { kind: 'other', ...span, source: walk.yaml.slice(from, to) };
}

function yamlAt({ yaml }: Walk, at: number): string | undefined {
  return yaml[at];
}

function empty(at: number): LaidScalar {
  return { kind: 'scalar', style: 'empty', value: null, start: at, end: at };
}

const styles: Readonly<Record<string, LaidScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalar(
  value: unknown,
  type: string | undefined,
  { start, end }: { start: number; end: number },
  { yaml, base }: Walk,
  emptyAt: number,
): LaidNode {
  if (start === end) return empty(emptyAt);
  const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (!isJson) return { kind: 'other', start, end, source: yaml.slice(start - base, end - base) };
  const style = styles[type ?? ''] ?? 'plain';
  let last = end;
  if (style === 'literal' || style === 'folded') {
    if (yaml[last - base - 1] === '\n') last--;
    if (yaml[last - base - 1] === '\r') last--;
  }
  return { kind: 'scalar', style, value: asScalar(value), start, end: last };
}

/** Guarantee: the caller has looked. */
function asScalar(value: unknown): LaidScalar['value'] {
  return value as LaidScalar['value'];
}

type SourceItem = CST.CollectionItem;

function entries(pairs: readonly Pair[], token: CST.Token | undefined, walk: Walk): LaidEntry[] {
  const sources: readonly SourceItem[] = token && 'items' in token ? token.items : [];
  return pairs.map((pair): LaidEntry => {
    const source = sourceOf(pair);
    const keyNode = isNode(pair.key) ? pair.key : null;
    const colonToken = source?.sep?.find(({ type }) => type === 'map-value-ind');
    const questionMark = source?.start.find(({ type }) => type === 'explicit-key-ind');
    const keySpan = spanOf(keyNode, walk, walk.base + (questionMark?.offset ?? colonToken?.offset ?? 0));
    const colon = colonToken ? walk.base + colonToken.offset + 1 : null;
    const isText = isScalar(keyNode) && typeof keyNode.value === 'string' && keyNode.anchor === undefined;
    return {
      start: questionMark ? walk.base + questionMark.offset : keySpan.start,
      key: isText && typeof keyNode.value === 'string' ? keyNode.value : null,
      keySpan,
      colon,
      comma: source ? commaAfter(sources, source, walk) : null,
      node: convert(pair.value, walk, colon ?? keySpan.end),
    };
  });
}

function spanOf(node: Node | null, { base }: Walk, fallback: number) {
  return node?.range
    ? { start: base + node.range[0], end: base + node.range[1] }
    : { start: fallback, end: fallback };
}

/** yaml leaves the token on the pair when it keeps source tokens, outside of its public type's certainty. */
function sourceOf(pair: Pair): SourceItem | undefined {
  return 'srcToken' in pair ? (pair.srcToken as SourceItem | undefined) : undefined;
}

function commaAfter(sources: readonly SourceItem[], source: SourceItem, { base }: Walk): number | null {
  const next = sources[sources.indexOf(source) + 1];
  const comma = next?.start.find(({ type }) => type === 'comma');
  return comma ? base + comma.offset : null;
}

function items(nodes: readonly unknown[], token: CST.Token | undefined, walk: Walk): LaidItem[] {
  const isFlow = token?.type === 'flow-collection';
  const all: readonly SourceItem[] = token && 'items' in token ? token.items : [];
  // The same that yaml takes for an item: one with a dash, or with anything in brackets.
  const sources = all.filter(({ start, sep, value, key }) =>
    isFlow
      ? sep !== undefined || value !== undefined || key !== undefined
      : start.some(({ type }) => type === 'seq-item-ind'),
  );
  return nodes.map((each, index): LaidItem => {
    const source = sources[index];
    const dash = source?.start.find(({ type }) => type === 'seq-item-ind');
    const mark = dash ? walk.base + dash.offset + 1 : walk.base;
    const node = convert(each, walk, mark);
    return {
      start: dash ? mark - 1 : node.start,
      mark: dash ? mark : node.start,
      comma: source && isFlow ? commaAfter(all, source, walk) : null,
      node,
    };
  });
}
