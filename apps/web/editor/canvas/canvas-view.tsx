'use client';

import type { AgentId } from '@agent-factory/contracts';
import { EmptyState, Skeleton } from '@agent-factory/ui';
import { ReactFlowProvider } from '@xyflow/react';
import { FileWarning } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { factsOf } from './agent-facts.ts';
import { CanvasContext } from './canvas-context.ts';
import { CanvasFlow } from './canvas-flow.tsx';
import { type CanvasGraph, canvasGraph } from './canvas-graph.ts';
import { type CanvasStore, createCanvasStore } from './canvas-store.ts';
import { keepSame } from './keep-same.ts';
import { usePlacement } from './layout/use-placement.ts';
import { readPositions, writePositions } from './positions.ts';
import { useAgentFacts } from './use-agent-facts.ts';

/** The spec as a picture: nodes and ways, changed in place. A view of the same text as every other. */
export function CanvasView({ agentId }: { agentId: AgentId }) {
  const graph = useGraph();
  if (graph === null) {
    return (
      <EmptyState
        className="flex-1"
        icon={FileWarning}
        title="The text cannot be drawn"
        description="It is empty, holds two documents or is no YAML. Mend it in the text; the canvas follows."
      />
    );
  }
  return (
    <ReactFlowProvider>
      <OpenCanvas agentId={agentId} graph={graph} />
    </ReactFlowProvider>
  );
}

/** What the text draws; while it cannot be read, what it drew last. */
function useGraph(): CanvasGraph | null {
  const text = useEditor((state) => state.text);
  const diagnostics = useEditor((state) => state.diagnostics);
  const last = useRef<CanvasGraph | null>(null);
  const graph = useMemo(() => {
    const next = canvasGraph(text, diagnostics);
    return next === null ? last.current : keepSame(last.current, next);
  }, [text, diagnostics]);
  useEffect(() => {
    last.current = graph;
  }, [graph]);
  return graph;
}

function OpenCanvas({ agentId, graph }: { agentId: AgentId; graph: CanvasGraph }) {
  const mayEdit = useEditor((state) => state.editable);
  const [store] = useState(() => createCanvasStore({ graph, mayEdit, positions: readPositions(agentId) }));
  const facts = useAgentFacts(graph);
  const spec = useEditor((state) => state.document);
  const own = useMemo(() => (spec === null ? undefined : factsOf(spec, agentId)), [spec, agentId]);
  const placement = usePlacement(graph, store.getState().focused);
  // Before the next paint, so that nodes and their words are of one text.
  useLayoutEffect(() => {
    const parts = new Set([...graph.nodes, ...graph.edges].map(({ id }) => id));
    const { focused: was, graph: before, focus } = store.getState();
    const isHere = was !== null && document.activeElement?.getAttribute('data-canvas-part') === was;
    store.setState(({ focused, selected, opened, connecting }) => ({
      graph,
      facts,
      own,
      mayEdit,
      // What is gone is neither chosen nor open.
      focused: keep(focused, parts),
      opened: keep(opened, parts),
      connecting: keep(connecting, parts),
      selected: [...selected].every((id) => parts.has(id)) ? selected : new Set(),
    }));
    // Whoever stood on a part that is gone (undone, removed by somebody else) stands on the one before it.
    if (!isHere || parts.has(was)) return;
    const index = before.nodes.findIndex(({ id }) => id === was);
    const next =
      before.nodes.slice(0, Math.max(index, 0)).findLast(({ id }) => parts.has(id)) ?? graph.nodes[0];
    if (next) focus(next.id);
  }, [store, graph, facts, own, mayEdit]);
  useEffect(() => keepPositions(agentId, store), [agentId, store]);
  return (
    <CanvasContext value={store}>
      {placement === null ? <CanvasSkeleton /> : <CanvasFlow agentId={agentId} placement={placement} />}
    </CanvasContext>
  );
}

function keep(id: string | null, parts: ReadonlySet<string>): string | null {
  return id !== null && parts.has(id) ? id : null;
}

function keepPositions(agentId: AgentId, store: CanvasStore): () => void {
  return store.subscribe(({ positions }, before) => {
    if (positions !== before.positions) writePositions(agentId, positions);
  });
}

function CanvasSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 items-center justify-center gap-12 bg-background">
      <span className="sr-only">Loading the canvas</span>
      {[1, 2, 3].map((column) => (
        <Skeleton key={column} className="h-[72px] w-[216px] shrink rounded-md" />
      ))}
    </div>
  );
}
