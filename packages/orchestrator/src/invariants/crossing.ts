import type { Boundary } from '@agent-factory/contracts';
import type { Crossing, JsonValue } from '@agent-factory/spec';

/** Something at a boundary. */
export interface Crossed {
  at: Boundary;
  /** Names this crossing among those of its boundary in one visit, the same in every attempt. */
  place: string;
  value: JsonValue;
  /** The call at hand, at `tool_call` and `tool_result`. */
  tool?: { name: string; arguments: JsonValue; result: JsonValue };
}

/** What crosses, with what its rules may look at. */
export type PlacedCrossing = Crossed & Crossing;
