import type { LaidEntry, LaidItem, LaidNode } from './layout.ts';

/** The same node, further down. */
export function shifted(node: LaidNode, by: number): LaidNode {
  if (by === 0) return node;
  const span = { start: node.start + by, end: node.end + by };
  if (node.kind === 'map')
    return { ...node, ...span, items: node.items.map((each) => shiftedEntry(each, by)) };
  if (node.kind === 'seq')
    return { ...node, ...span, items: node.items.map((each) => shiftedItem(each, by)) };
  return { ...node, ...span };
}

export function shiftedEntry(entry: LaidEntry, by: number): LaidEntry {
  const { key, keySpan, colon, comma, start, node } = entry;
  return {
    key,
    start: start + by,
    keySpan: { start: keySpan.start + by, end: keySpan.end + by },
    colon: colon === null ? null : colon + by,
    comma: comma === null ? null : comma + by,
    node: shifted(node, by),
  };
}

export function shiftedItem({ start, mark, comma, node }: LaidItem, by: number): LaidItem {
  return {
    start: start + by,
    mark: mark + by,
    comma: comma === null ? null : comma + by,
    node: shifted(node, by),
  };
}
