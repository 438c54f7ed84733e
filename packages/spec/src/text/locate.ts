import type { Range } from '@agent-factory/contracts';
import { readTree, type TreeNode } from './read-tree.ts';
import { createReporter, type Path, type Span } from './reporter.ts';
import { createSource, type Source } from './source.ts';
import { splitDocument } from './split-document.ts';

/** Finds the tokens of a text by path, for what is known of a spec only after it was read. */
export interface Locator {
  /** The key's token for a mapping's entry, the item's for a list's; the nearest parent's if there is none. */
  find(path: Path): Range;
}

export function createLocator(text: string): Locator {
  const source = createSource(text);
  const parts = splitDocument(text);
  const tree = readTree(
    text.slice(parts.yaml.start, parts.yaml.end),
    parts.yaml.start,
    createReporter(source),
  );
  return { find: (path) => rangeAt(tree, path, source) };
}

function rangeAt(tree: TreeNode | null, path: Path, source: Source): Range {
  let node = tree;
  let span: Span = { start: 0, end: 0 };
  for (const part of path) {
    if (node?.kind === 'map') {
      const entry = node.entries.find(({ key }) => key === part);
      if (!entry) break;
      span = entry.keySpan;
      node = entry.value;
    } else if (node?.kind === 'seq' && typeof part === 'number') {
      const item: TreeNode | undefined = node.items[part];
      if (!item) break;
      span = firstToken(item);
      node = item;
    } else {
      if (node?.kind === 'scalar' && node.value === part) span = firstToken(node);
      break;
    }
  }
  return source.rangeOf(span.start, span.end);
}

function firstToken(node: TreeNode): Span {
  const key = node.kind === 'map' ? node.entries[0]?.keySpan : undefined;
  return key ?? { start: node.start, end: node.end };
}
