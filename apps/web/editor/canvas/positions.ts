import type { Point } from '../../runs/graph/lay-out.ts';

/** Where somebody has put nodes, by id: kept in this browser, beside the spec and never in it (decision 0421). */
export type Positions = Readonly<Record<string, Point>>;

const prefix = 'agent-factory:canvas:';
/** Spec's own bound, with room for renamed ones. */
const mostKept = 1_000;

export function readPositions(agentId: string): Positions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + agentId) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, Point] => isPoint(entry[1])),
    );
  } catch {
    return {};
  }
}

export function writePositions(agentId: string, positions: Positions): void {
  try {
    const entries = Object.entries(positions);
    if (entries.length === 0) localStorage.removeItem(prefix + agentId);
    else localStorage.setItem(prefix + agentId, JSON.stringify(Object.fromEntries(entries.slice(-mostKept))));
  } catch {
    // Without storage a drag lasts as long as the page.
  }
}

function isPoint(value: unknown): value is Point {
  if (typeof value !== 'object' || value === null) return false;
  return Number.isFinite(Reflect.get(value, 'x')) && Number.isFinite(Reflect.get(value, 'y'));
}
