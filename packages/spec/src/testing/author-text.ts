import { Document, isCollection, isMap, isScalar, isSeq, visit } from 'yaml';
import type { JsonValue } from '../json-schema.ts';

/** Numbers that decide, one after the other, how a text is written; the same numbers, the same text. */
export function chooser(seed: readonly number[]): (below: number) => number {
  let at = 0;
  return (below) => {
    at++;
    return ((seed[at % seed.length] ?? 0) * 31 + at * 17) % below;
  };
}

/**
 * A spec as some author might have written it: front matter, YAML or JSON; brackets or blocks, quotes of either kind,
 * comments above, behind and between, blank lines, deep or flat indentation, LF or CRLF.
 */
export function authorText(value: { readonly [key: string]: JsonValue }, seed: readonly number[]): string {
  const choose = chooser(seed);
  const form = choose(6);
  if (form === 0) return JSON.stringify(value, null, 2 + 2 * choose(2));
  if (form === 1) return JSON.stringify(value);
  const { instructions, ...rest } = value;
  const isMarkdown = form > 2 && typeof instructions === 'string' && !/^\s*apiVersion:/.test(instructions);
  const front = written(isMarkdown ? rest : value, choose);
  const text = isMarkdown
    ? `---\n${front}---\n${choose(2) ? '\n' : ''}${instructions}\n${choose(3) ? '' : '\n'}`
    : front;
  return choose(3) === 0 ? text.replaceAll('\n', '\r\n') : text;
}

function written(value: unknown, choose: (below: number) => number): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  let count = 0;
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key)) return;
      if (choose(5) === 0) pair.key.commentBefore = ` about ${count++}`;
      if (choose(6) === 0) pair.key.spaceBefore = true;
      if (isScalar(pair.value) && choose(5) === 0 && !String(pair.value.value).includes('\n')) {
        pair.value.comment = ` aside ${count++}`;
      }
    },
    Seq(_, seq) {
      for (const item of seq.items) {
        const isPlain = isScalar(item) || isMap(item) || isSeq(item);
        if (isPlain && choose(5) === 0) item.commentBefore = ` item ${count++}`;
      }
    },
    Scalar(key, node) {
      if (typeof node.value !== 'string' || choose(4) > 0) return;
      node.type = key !== 'key' && choose(2) ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
    },
  });
  // From the inside out: what stands in brackets has neither blocks nor comments in it.
  const flows: unknown[] = [];
  visit(document, {
    Node(_, node) {
      if (isCollection(node) && choose(3) === 0) flows.push(node);
    },
  });
  for (const node of flows) {
    if (!isCollection(node) || node === document.contents) continue;
    node.flow = true;
    visit(node, {
      Node(_, inner) {
        inner.commentBefore = null;
        inner.comment = null;
        inner.spaceBefore = false;
        if (isCollection(inner)) inner.flow = true;
      },
      Pair(_, pair) {
        if (isScalar(pair.key)) pair.key.spaceBefore = false;
      },
    });
  }
  const indent = 2 + choose(3);
  return document.toString({
    indent,
    indentSeq: choose(2) === 0,
    lineWidth: choose(3) === 0 ? 0 : 110,
    flowCollectionPadding: choose(2) === 0,
  });
}
