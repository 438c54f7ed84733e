import type { Range } from '@agent-factory/contracts';
import type { Path } from '../text/reporter.ts';
import { createSource } from '../text/source.ts';
import { EditRefusal } from './edit-problem.ts';
import { type LaidNode, type Layout, slotAt } from './layout.ts';
import { readLayout } from './read-layout.ts';

/**
 * The path of what stands at an offset: the innermost entry or item there, `["instructions"]` in the Markdown body, `[]`
 * between the entries of the first level. Null for what cannot be read at all.
 */
export function pathAt(text: string, offset: number): Path | null {
  const layout = layoutOf(text);
  return layout === null ? null : pathIn(layout, offset);
}

/** The paths of what stands at many offsets, for the price of one. */
export function pathsAt(text: string, offsets: readonly number[]): (Path | null)[] {
  const layout = offsets.length === 0 ? null : layoutOf(text);
  return offsets.map((offset) => (layout === null ? null : pathIn(layout, offset)));
}

function pathIn({ parts, root }: Layout, offset: number): Path {
  if (parts.body && offset >= parts.body.start) return ['instructions'];
  const path: (string | number)[] = [];
  for (let node = root; node !== null; ) {
    const inner: { key: string | number; node: LaidNode } | null = innerAt(node, offset);
    if (inner === null) break;
    path.push(inner.key);
    node = inner.node;
  }
  return path;
}

/**
 * Where a path stands, from its key's or dash's first character to the end of its value; where nothing stands there,
 * the nearest parent's. Null for what cannot be read at all, and for `[]`.
 */
export function placeOf(text: string, path: Path): Range | null {
  const layout = layoutOf(text);
  if (layout === null) return null;
  const source = createSource(text);
  for (let depth = path.length; depth > 0; depth--) {
    const slot = slotAt(layout.root, path.slice(0, depth));
    if (slot) return source.rangeOf(slot.holder.start, Math.max(slot.holder.start, slot.node.end));
    if (depth === 1 && path[0] === 'instructions' && layout.parts.body) {
      return source.rangeOf(layout.parts.body.start, layout.parts.body.end);
    }
  }
  return null;
}

function layoutOf(text: string): Layout | null {
  try {
    return readLayout(text);
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}

/** An entry goes from its first character to the end of its value; what stands between two is the collection's. */
function innerAt(node: LaidNode, offset: number): { key: string | number; node: LaidNode } | null {
  if (node.kind !== 'map' && node.kind !== 'seq') return null;
  for (const [index, holder] of node.items.entries()) {
    if (offset < holder.start) break;
    if (offset > Math.max(holder.node.end, 'mark' in holder ? holder.mark : (holder.colon ?? 0))) continue;
    const key = 'keySpan' in holder ? holder.key : index;
    return key === null ? null : { key, node: holder.node };
  }
  return null;
}
