import { createStore } from 'zustand/vanilla';
import type { Point } from '../../runs/graph/lay-out.ts';
import type { AgentFacts } from './agent-facts.ts';
import type { CanvasGraph } from './canvas-graph.ts';
import type { RunOverlay } from './run-overlay.ts';

export interface CanvasState {
  graph: CanvasGraph;
  /** What is known of agents, by name. */
  facts: ReadonlyMap<string, AgentFacts>;
  /** The agent that the spec declares. */
  own: AgentFacts | undefined;
  /** Null without a run. */
  overlay: RunOverlay | null;
  /** The node or edge that keys go to: the one stop of Tab on the canvas. */
  focused: string | null;
  /** Counts up whenever the focus shall really go there, wherever it is now. */
  focusCalls: number;
  /** The newest of these calls that was followed: a node that is drawn again later must not take the focus again. */
  focusAnswered: number;
  /** Where one came from by an arrow key. */
  cameFrom: string | null;
  selected: ReadonlySet<string>;
  /** The node from which a way is being drawn by keyboard. */
  connecting: string | null;
  renaming: string | null;
  /** What the inspector shows. */
  opened: string | null;
  overlayer: 'palette' | 'search' | 'help' | null;
  /** Where somebody has put nodes. */
  positions: Readonly<Record<string, Point>>;
  /** The newest news, for those who hear the canvas. */
  said: string;
  mayEdit: boolean;
  say(words: string): void;
  /** Goes to a node or edge; nothing else stays chosen unless `keep`. */
  focus(id: string, options?: { keep?: boolean; from?: string | null }): void;
}

const nobody: ReadonlySet<string> = new Set();

/** The state of one open canvas, beside the spec: nothing of it is saved with it. */
export function createCanvasStore(initial: Pick<CanvasState, 'graph' | 'positions' | 'mayEdit'>) {
  return createStore<CanvasState>((set) => ({
    ...initial,
    facts: new Map(),
    own: undefined,
    overlay: null,
    focused: null,
    focusCalls: 0,
    focusAnswered: 0,
    cameFrom: null,
    selected: nobody,
    connecting: null,
    renaming: null,
    opened: null,
    overlayer: null,
    said: '',
    say: (words) =>
      // The same words twice are heard twice only if they differ somewhere.
      set(({ said }) => ({ said: said === words ? `${words}\u00a0` : words })),
    focus: (id, { keep = false, from = null } = {}) =>
      set((state) => ({
        focused: id,
        focusCalls: state.focusCalls + 1,
        cameFrom: from,
        selected: keep ? state.selected : new Set([id]),
        opened: state.opened === null ? null : id,
      })),
  }));
}

export type CanvasStore = ReturnType<typeof createCanvasStore>;
