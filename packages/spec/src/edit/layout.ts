import type { JsonValue } from '../json-schema.ts';
import type { Path, Span } from '../text/reporter.ts';
import type { DocumentParts } from '../text/split-document.ts';

type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

/** Offsets count in the whole text. A block scalar ends before its last line break. */
export interface LaidScalar extends Span {
  kind: 'scalar';
  style: ScalarStyle;
  value: string | number | boolean | null;
}
export interface LaidEntry {
  /** Of its first character: the key's, or of a `?` before it. */
  start: number;
  /** Null for a key that is no text and cannot be addressed. */
  key: string | null;
  keySpan: Span;
  /** Just after the colon; null where there is none (`{ a }`). */
  colon: number | null;
  /** The comma after it, in a collection in brackets. */
  comma: number | null;
  node: LaidNode;
}
export interface LaidItem {
  /** Of the dash; in brackets, of the value. */
  start: number;
  /** Just after the dash; in brackets, the value's start. */
  mark: number;
  comma: number | null;
  node: LaidNode;
}
export interface LaidMap extends Span {
  kind: 'map';
  /** In brackets. */
  flow: boolean;
  items: LaidEntry[];
}
export interface LaidSeq extends Span {
  kind: 'seq';
  flow: boolean;
  items: LaidItem[];
}
/** What is not part of the language (anchors, aliases, tags): kept as it is, never looked into. */
interface LaidOther extends Span {
  kind: 'other';
  source: string;
}
export type LaidNode = LaidScalar | LaidMap | LaidSeq | LaidOther;
export type LaidCollection = LaidMap | LaidSeq;

/** How this author writes; taken from the first place that shows it. */
export interface LayoutStyle {
  eol: '\n' | '\r\n';
  /** Columns that a nested mapping lies deeper. */
  unit: number;
  /** Columns that the dashes of a list lie deeper than its key. */
  dashIndent: number;
  quote: 'single' | 'double';
  isJson: boolean;
  /** `{ a: 1 }` rather than `{a: 1}`, `[ a ]` rather than `[a]`. */
  bracePad: string;
  bracketPad: string;
  colonGap: string;
  commaGap: string;
}

export interface Layout {
  text: string;
  parts: DocumentParts;
  root: LaidNode | null;
  /** Errors of YAML's grammar alone. */
  errors: (Span & { message: string })[];
  style: LayoutStyle;
}

export interface Slot {
  parent: LaidCollection;
  index: number;
  holder: LaidEntry | LaidItem;
  node: LaidNode;
}

export function entryIndex(map: LaidMap, key: string | number | undefined): number {
  return map.items.findIndex((entry) => entry.key === key);
}

/** The place of a path's last part; undefined where nothing stands. */
export function slotAt(root: LaidNode | null, path: Path): Slot | undefined {
  let node = root;
  let slot: Slot | undefined;
  for (const part of path) {
    if (node?.kind === 'map') {
      const index = entryIndex(node, part);
      const holder = node.items[index];
      if (holder === undefined) return undefined;
      slot = { parent: node, index, holder, node: holder.node };
    } else if (node?.kind === 'seq' && typeof part === 'number') {
      const holder: LaidItem | undefined = node.items[part];
      if (holder === undefined) return undefined;
      slot = { parent: node, index: part, holder, node: holder.node };
    } else return undefined;
    node = slot.node;
  }
  return slot;
}

export function nodeAt(root: LaidNode | null, path: Path): LaidNode | undefined {
  return path.length === 0 ? (root ?? undefined) : slotAt(root, path)?.node;
}

/** What a node says, in the order of the text. Of a key that is there twice the first counts. */
export function valueOfNode(node: LaidNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.map((item) => valueOfNode(item.node));
    case 'map': {
      const entries = new Map<string, JsonValue>();
      for (const [index, entry] of node.items.entries()) {
        const key = entry.key ?? `\0${index}`;
        if (!entries.has(key)) entries.set(key, valueOfNode(entry.node));
      }
      // Object.fromEntries defines, so that no key is special.
      return Object.fromEntries(entries);
    }
    case 'other':
      return { '\0': node.source };
    default:
      return node satisfies never;
  }
}
