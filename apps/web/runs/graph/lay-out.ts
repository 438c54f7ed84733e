/** What is to be laid out: sizes in px. */
export interface LayoutNode {
  id: string;
  width: number;
  height: number;
  /** Stands to the right of everything else. */
  last?: boolean;
}

export interface LayoutEdge {
  from: string;
  to: string;
  /** What the words on it take, in px, which then fit between its columns. */
  room?: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Left upper corners of nodes, and for each edge, in the order given, the points that it runs through. */
export interface Layout {
  places: ReadonlyMap<string, Point>;
  routes: readonly (readonly Point[])[];
  width: number;
  height: number;
}

const columnGap = 56;
/** Between the words on an edge and the nodes on either side. */
const wordsGap = 12;
const rowGap = 16;
/** Between the lowest node and the first way back, and between ways back. */
const laneGap = 20;
const sweeps = 4;

interface Slot {
  id: string;
  width: number;
  height: number;
}

/**
 * Nodes in columns from left to right, each to the right of those that lead to it (after Sugiyama, Tagawa and Toda,
 * 1981: cycles are cut, long edges get a slot in every column, rows are sorted by the mean of their neighbours). Edges
 * that close a cycle run back below everything.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Layout {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const valid = edges.map((edge) => known.has(edge.from) && known.has(edge.to));
  const back = backEdges(nodes, edges);
  const forward = edges.filter((_, index) => valid[index] && !back.has(index));
  const column = columnsOf(nodes, forward);

  const columns: Slot[][] = Array.from({ length: Math.max(0, ...column.values()) + 1 }, () => []);
  for (const node of nodes) columns[column.get(node.id) ?? 0]?.push(node);
  // A long edge holds a place in each column that it crosses, so that it runs between nodes and not behind them.
  const chains = edges.map((edge, index) => {
    if (!valid[index] || back.has(index)) return [];
    const chain = [edge.from];
    const [first, last] = [column.get(edge.from) ?? 0, column.get(edge.to) ?? 0];
    for (let at = first + 1; at < last; at += 1) {
      const id = `${index}/${at}`;
      columns[at]?.push({ id, width: 0, height: 4 });
      chain.push(id);
    }
    return [...chain, edge.to];
  });
  sortRows(columns, chains);
  const gaps = columns.map(() => columnGap);
  for (const { from, room = 0 } of forward) {
    const at = column.get(from) ?? 0;
    gaps[at] = Math.max(gaps[at] ?? columnGap, room === 0 ? 0 : room + 2 * wordsGap);
  }

  const centres = new Map<string, Point>();
  const places = new Map<string, Point>();
  const height = Math.max(0, ...columns.map(columnHeight));
  let x = 0;
  for (const [at, slots] of columns.entries()) {
    const width = Math.max(0, ...slots.map((slot) => slot.width));
    let y = (height - columnHeight(slots)) / 2;
    for (const slot of slots) {
      const left = x + (width - slot.width) / 2;
      centres.set(slot.id, { x: x + width / 2, y: y + slot.height / 2 });
      if (known.has(slot.id)) places.set(slot.id, { x: left, y });
      y += slot.height + rowGap;
    }
    x += width + (at === columns.length - 1 ? 0 : (gaps[at] ?? columnGap));
  }

  let lane = height;
  const routes = edges.map((edge, index): Point[] => {
    const [from, to] = [known.get(edge.from), known.get(edge.to)];
    const [start, end] = [centres.get(edge.from), centres.get(edge.to)];
    if (from === undefined || to === undefined || start === undefined || end === undefined) return [];
    if (back.has(index)) {
      lane += laneGap;
      const aside = edge.from === edge.to ? from.width / 4 : 0;
      return [
        { x: start.x + aside, y: start.y + from.height / 2 },
        { x: start.x + aside, y: lane },
        { x: end.x - aside, y: lane },
        { x: end.x - aside, y: end.y + to.height / 2 },
      ];
    }
    const inner = (chains[index] ?? []).slice(1, -1).flatMap((id) => centres.get(id) ?? []);
    return [{ x: start.x + from.width / 2, y: start.y }, ...inner, { x: end.x - to.width / 2, y: end.y }];
  });
  return { places, routes, width: x, height: lane === height ? height : lane + 2 };
}

/**
 * Edges, by their place, that would close a cycle. Those that lead away from where work begins are kept before those
 * that lead towards it, so that of a loop the way is cut that a reader would call the way back.
 */
function backEdges(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): ReadonlySet<number> {
  const depth = depthsOf(nodes, edges);
  const away = ({ from, to }: LayoutEdge) => (depth.get(to) ?? 0) - (depth.get(from) ?? 0);
  const order = edges.map((edge, index) => ({ ...edge, index })).toSorted((a, b) => away(b) - away(a));
  const kept = new Map<string, string[]>();
  const back = new Set<number>();
  for (const { from, to, index } of order) {
    if (reaches(kept, to, from)) back.add(index);
    else kept.set(from, [...(kept.get(from) ?? []), to]);
  }
  return back;
}

/** The fewest edges from where work begins: from nodes that no other leads to, else from the first. */
function depthsOf(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): ReadonlyMap<string, number> {
  const out = Map.groupBy(edges, ({ from }) => from);
  const depth = new Map<string, number>();
  const led = new Set(edges.filter(({ from, to }) => from !== to).map(({ to }) => to));
  for (const { id: first } of [...nodes.filter(({ id }) => !led.has(id)), ...nodes]) {
    if (depth.has(first)) continue;
    depth.set(first, 0);
    const queue = [first];
    for (const id of queue) {
      for (const { to } of out.get(id) ?? []) {
        if (depth.has(to)) continue;
        depth.set(to, (depth.get(id) ?? 0) + 1);
        queue.push(to);
      }
    }
  }
  return depth;
}

function reaches(ways: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    if (id === to) return true;
    for (const next of ways.get(id) ?? []) seen.add(next);
  }
  return false;
}

/** The column of each node: the longest way to it. */
function columnsOf(
  nodes: readonly LayoutNode[],
  forward: readonly LayoutEdge[],
): ReadonlyMap<string, number> {
  const column = new Map(nodes.map(({ id }) => [id, 0]));
  const waiting = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { to } of forward) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const ready = nodes.map(({ id }) => id).filter((id) => waiting.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const { from, to } of forward) {
      if (from !== id) continue;
      column.set(to, Math.max(column.get(to) ?? 0, (column.get(id) ?? 0) + 1));
      waiting.set(to, (waiting.get(to) ?? 0) - 1);
      if (waiting.get(to) === 0) ready.push(to);
    }
  }
  const end = nodes.find(({ last }) => last === true);
  const others = nodes.filter(({ last }) => last !== true).map(({ id }) => column.get(id) ?? 0);
  if (end !== undefined) column.set(end.id, Math.max(0, ...others.map((each) => each + 1)));
  return column;
}

function sortRows(columns: readonly Slot[][], chains: readonly (readonly string[])[]): void {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const chain of chains) {
    for (const [at, id] of chain.entries()) {
      const next = chain[at + 1];
      if (next === undefined) continue;
      before.set(next, [...(before.get(next) ?? []), id]);
      after.set(id, [...(after.get(id) ?? []), next]);
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const down = sweep % 2 === 0;
    const order = down ? columns : columns.toReversed();
    const near = down ? before : after;
    const rank = new Map<string, number>();
    for (const slots of order) {
      const mean = (id: string, own: number): number => {
        const ranks = (near.get(id) ?? []).flatMap((other) => rank.get(other) ?? []);
        return ranks.length === 0 ? own : ranks.reduce((sum, each) => sum + each, 0) / ranks.length;
      };
      const share = (index: number) => (index + 0.5) / slots.length;
      const keyed = slots.map((slot, index) => ({ slot, key: mean(slot.id, share(index)) }));
      keyed.sort((a, b) => a.key - b.key);
      for (const [index, { slot }] of keyed.entries()) {
        slots[index] = slot;
        rank.set(slot.id, share(index));
      }
    }
  }
}

function columnHeight(slots: readonly Slot[]): number {
  return slots.reduce((sum, { height }) => sum + height, 0) + Math.max(0, slots.length - 1) * rowGap;
}
