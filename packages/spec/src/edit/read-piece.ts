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
import type { Reporter, Span } from '../text/reporter.ts';
import { scanStructure } from '../text/scan-structure.ts';
import type { LaidEntry, LaidItem, LaidNode, LaidScalar } from './layout.ts';
import { endOf } from './lines.ts';

/** A stretch of YAML that was read on its own; offsets count from its start. */
export interface Piece {
  node: LaidNode | null;
  errors: (Span & { message: string })[];
  /** Where a second document begins. */
  second: number | null;
}

const nobody: Reporter = { report() {}, diagnostics: [], hasErrors: false };

/** Reads YAML with yaml's own parser, within the language's bounds: null for what is past them. */
export function readPiece(yaml: string): Piece | null {
  const tokens = scanStructure(yaml, 0, nobody, { tolerant: true });
  if (tokens === null) return null;
  const [document, next] = compose(tokens, yaml.length);
  const node = document?.contents ? convert(document.contents, yaml, 0) : null;
  return {
    node: node?.kind === 'scalar' && node.style === 'empty' ? null : node,
    errors: (document?.errors ?? []).map(({ message, pos }) => ({
      message: (message.split('\n')[0] ?? message).replace(/[.:]+$/, ''),
      start: pos[0],
      end: Math.max(pos[1], pos[0] + 1),
    })),
    second: next ? next.range[0] : null,
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

/** `emptyAt`: where a value that is not there would begin. */
function convert(node: unknown, yaml: string, emptyAt: number): LaidNode {
  if (!isNode(node)) return empty(emptyAt);
  const [from, to] = node.range ?? [0, 0];
  const span = { start: from, end: to };
  const isForeign =
    isAlias(node) || ('anchor' in node && node.anchor !== undefined) || node.tag !== undefined;
  if (!isForeign && isScalar(node)) return scalar(node.value, node.type, span, yaml, emptyAt);
  const flow = isCollection(node) && node.flow === true;
  // `[a: 1]` makes a mapping without brackets of its own, in which nothing can be put.
  const isBare = flow && yaml[from] !== '{' && yaml[from] !== '[';
  if (!isForeign && !isBare && isCollection(node)) {
    if (isMap(node)) {
      const list = entries(node.items, node.srcToken, yaml);
      return { kind: 'map', flow, ...span, end: flow ? span.end : endOfLast(list, span.end), items: list };
    }
    if (isSeq(node)) {
      const list = items(node.items, node.srcToken, yaml);
      return { kind: 'seq', flow, ...span, end: flow ? span.end : endOfLast(list, span.end), items: list };
    }
  }
  return { kind: 'other', ...span, source: yaml.slice(from, to) };
}

/** Without the comments and line breaks that yaml counts to it. */
function endOfLast(list: readonly (LaidEntry | LaidItem)[], otherwise: number): number {
  const last = list.at(-1);
  return last ? endOf(last) : otherwise;
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
  yaml: string,
  emptyAt: number,
): LaidNode {
  if (start === end) return empty(emptyAt);
  const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (!isJson) return { kind: 'other', start, end, source: yaml.slice(start, end) };
  const style = styles[type ?? ''] ?? 'plain';
  let last = end;
  if (style === 'literal' || style === 'folded') {
    if (yaml[last - 1] === '\n') last--;
    if (yaml[last - 1] === '\r') last--;
  }
  return { kind: 'scalar', style, value: asScalar(value), start, end: last };
}

/** Guarantee: the caller has looked. */
function asScalar(value: unknown): LaidScalar['value'] {
  return value as LaidScalar['value'];
}

type SourceItem = CST.CollectionItem;

function entries(pairs: readonly Pair[], token: CST.Token | undefined, yaml: string): LaidEntry[] {
  const sources: readonly SourceItem[] = token && 'items' in token ? token.items : [];
  const commas = commasOf(sources);
  return pairs.map((pair): LaidEntry => {
    const source = sourceOf(pair);
    const keyNode = isNode(pair.key) ? pair.key : null;
    const colonToken = source?.sep?.find(({ type }) => type === 'map-value-ind');
    const questionMark = source?.start.find(({ type }) => type === 'explicit-key-ind');
    const keySpan = spanOf(keyNode, questionMark?.offset ?? colonToken?.offset ?? 0);
    const colon = colonToken ? colonToken.offset + 1 : null;
    const isText = isScalar(keyNode) && typeof keyNode.value === 'string' && keyNode.anchor === undefined;
    return {
      start: questionMark ? questionMark.offset : keySpan.start,
      key: isText && typeof keyNode.value === 'string' ? keyNode.value : null,
      keySpan,
      colon,
      comma: commas.get(source) ?? null,
      node: convert(pair.value, yaml, colon ?? keySpan.end),
    };
  });
}

function spanOf(node: Node | null, fallback: number) {
  return node?.range ? { start: node.range[0], end: node.range[1] } : { start: fallback, end: fallback };
}

/** yaml leaves the token on the pair when it keeps source tokens, outside of its public type's certainty. */
function sourceOf(pair: Pair): SourceItem | undefined {
  return 'srcToken' in pair ? (pair.srcToken as SourceItem | undefined) : undefined;
}

/** Of each item the comma behind it, which the parser counts to the next one. */
function commasOf(sources: readonly SourceItem[]): Map<SourceItem | undefined, number> {
  return new Map(
    sources.slice(1).flatMap((next, index) => {
      const comma = next.start.find(({ type }) => type === 'comma');
      return comma ? [[sources[index], comma.offset] as const] : [];
    }),
  );
}

function items(nodes: readonly unknown[], token: CST.Token | undefined, yaml: string): LaidItem[] {
  const isFlow = token?.type === 'flow-collection';
  const all: readonly SourceItem[] = token && 'items' in token ? token.items : [];
  // The same that yaml takes for an item: one with a dash, or with anything in brackets.
  const sources = all.filter(({ start, sep, value, key }) =>
    isFlow
      ? sep !== undefined || value !== undefined || key !== undefined
      : start.some(({ type }) => type === 'seq-item-ind'),
  );
  const commas = commasOf(all);
  return nodes.map((each, index): LaidItem => {
    const source = sources[index];
    const dash = source?.start.find(({ type }) => type === 'seq-item-ind');
    const mark = dash ? dash.offset + 1 : 0;
    const node = convert(each, yaml, mark);
    return {
      start: dash ? mark - 1 : node.start,
      mark: dash ? mark : node.start,
      comma: commas.get(source) ?? null,
      node,
    };
  });
}
