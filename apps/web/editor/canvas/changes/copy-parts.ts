import { type JsonValue, writeSnippet } from '@agent-factory/spec';
import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import { endName } from './add-item.ts';

/**
 * Nodes as YAML, as they might stand in a spec: what the clipboard holds, so that it can be pasted into a text too. Of
 * a graph with the edges between them. `valueAt` reads what the spec says at a path. Null if nothing of it can be copied.
 */
export function copyParts(
  { nodes, edges }: CanvasGraph,
  ids: ReadonlySet<string>,
  valueAt: (path: readonly (string | number)[]) => JsonValue | undefined,
): string | null {
  const chosen = nodes.filter(({ id }) => ids.has(id));
  const said = (each: { path: readonly (string | number)[] | null }): JsonValue[] => {
    const value = each.path === null ? undefined : valueAt(each.path);
    return value === undefined ? [] : [value];
  };
  const snippet: Record<string, JsonValue> = {};
  const list = (key: string, fits: (node: CanvasNode) => boolean) => {
    const values = chosen.filter(fits).flatMap(said);
    if (values.length > 0) snippet[key] = values;
  };
  list('tools', ({ kind }) => kind === 'tool');
  list('approvals', ({ kind }) => kind === 'approval');
  list('members', ({ role }) => role === 'member');
  const named = chosen.filter(({ role }) => role === 'node');
  if (named.length > 0) {
    snippet.nodes = Object.fromEntries(
      named.flatMap((node) => said(node).map((value) => [node.label, value])),
    );
  }
  const ends = new Set(chosen.filter((node) => endName(node) !== null).map(({ id }) => id));
  const between = edges.filter(
    ({ from, to, path }) => path?.[0] === 'edges' && ends.has(from) && ends.has(to),
  );
  const ways = between.flatMap(said);
  if (ways.length > 0) snippet.edges = ways;
  return Object.keys(snippet).length === 0 ? null : writeSnippet(snippet);
}
