import type { Point } from '../../../runs/graph/lay-out.ts';

/** The points that an edge runs through. */
export interface Route {
  points: readonly Point[];
  /** `corners`: level and upright stretches; `curves`: from point to point. */
  shape: 'corners' | 'curves';
  /** The middle of its label; null: wherever there is room on it. */
  label: Point | null;
}

/** Left upper corners of nodes, and the ways of edges, by their ids. */
export interface Placement {
  places: ReadonlyMap<string, Point>;
  routes: ReadonlyMap<string, Route>;
}

export const nowhere: Placement = { places: new Map(), routes: new Map() };
