import type { SpecOperation } from '@agent-factory/spec';

/** What a gesture on the canvas means for the spec. */
export interface CanvasChange {
  operations: readonly SpecOperation[];
  /** Said once it is done. */
  says: string;
  /** The node to go to then. */
  focus?: string;
  /** A node that bears another id from then on, so that it stays where somebody put it. */
  renamed?: { from: string; to: string };
}

/** Why a gesture means nothing here, and what to do instead; for people. */
export interface Refusal {
  refused: string;
}

export function isRefusal(result: CanvasChange | Refusal): result is Refusal {
  return 'refused' in result;
}
