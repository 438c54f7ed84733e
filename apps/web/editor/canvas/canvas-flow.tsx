'use client';

import '@xyflow/react/dist/base.css';
import './canvas.css';
import type { AgentId } from '@agent-factory/contracts';
import { applyNodeChanges, type Connection, type NodeChange, ReactFlow, useReactFlow } from '@xyflow/react';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useMedia } from '../../frame/use-media.ts';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { CanvasMap } from './canvas-map.tsx';
import { CanvasToolbar } from './canvas-toolbar.tsx';
import { ArrowHeads, EdgeView } from './edge-view.tsx';
import { FarWays } from './far-ways.tsx';
import { farZoom } from './far-zoom.ts';
import { type FlowEdge, type FlowNode, flowEdges, flowNodes } from './flow-parts.ts';
import { FrameView } from './frame-view.tsx';
import type { Placement } from './layout/placement.ts';
import { NodeView } from './node-view.tsx';
import { useCanvasActs } from './use-canvas-acts.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';

const Inspector = dynamic(() => import('./inspector.tsx').then((module) => module.Inspector));
const ItemPalette = dynamic(() => import('./item-palette.tsx').then((module) => module.ItemPalette));
const CanvasSearch = dynamic(() => import('./canvas-search.tsx').then((module) => module.CanvasSearch));
const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog));

const nodeTypes = { part: NodeView, frame: FrameView };
const edgeTypes = { way: EdgeView };
/** From so many on, ways that are seen from afar are one drawing. */
const manyEdges = 120;
const noEdges: FlowEdge[] = [];
const selecting = ['Shift'];
const nobody: ReadonlySet<string> = new Set();

/** Nodes and ways in React Flow, with everything that floats above them. */
export function CanvasFlow({ agentId, placement }: { agentId: AgentId; placement: Placement }) {
  const store = useCanvasStore();
  const acts = useCanvasActs();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const graph = useCanvas((state) => state.graph);
  const positions = useCanvas((state) => state.positions);
  const mayEdit = useCanvas((state) => state.mayEdit);
  const isCalm = useMedia('(prefers-reduced-motion: reduce)');
  const isWide = useMedia('(min-width: 48rem)');
  const [nodes, setNodes] = useState<FlowNode[]>(() => flowNodes(graph, placement, positions, []));
  const before = useRef<FlowEdge[]>([]);
  const edges = useMemo(() => {
    before.current = flowEdges(graph, placement, positions, before.current);
    return before.current;
  }, [graph, placement, positions]);
  useEffect(() => {
    setNodes((known) => flowNodes(graph, placement, positions, known));
  }, [graph, placement, positions]);

  const box = useRef<HTMLDivElement>(null);
  const [isFar, setFar] = useState(false);
  const isFarOff = isFar && edges.length > manyEdges;
  const keys = useCanvasKeys({ placement, isCalm });
  useFollowedSelection();
  // A part that was just added may stand outside of what is seen.
  const reveal = useEffectEvent(() => keys.revealFocused());
  const laidOut = useRef(placement);
  useEffect(() => {
    if (laidOut.current !== placement) reveal();
    laidOut.current = placement;
  }, [placement]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.filter(({ type }) => type === 'position');
    if (moves.length > 0) setNodes((known) => applyNodeChanges(moves, known));
  }, []);
  const onNodeDragStop = useCallback(
    (_: unknown, __: FlowNode, dragged: FlowNode[]) => {
      const moved = Object.fromEntries(dragged.map(({ id, position }) => [id, position]));
      store.setState((state) => ({ positions: { ...state.positions, ...moved } }));
    },
    [store],
  );
  const onConnect = useCallback(
    ({ source, target }: Connection) => void acts.connect(source, target),
    [acts],
  );
  const choose = useCallback(
    (event: { shiftKey: boolean; metaKey: boolean; ctrlKey: boolean }, { id }: { id: string }) => {
      const isMore = event.shiftKey || event.metaKey || event.ctrlKey;
      const { selected, focus } = store.getState();
      focus(id, { keep: isMore });
      if (isMore) store.setState({ selected: toggled(selected, id) });
    },
    [store],
  );
  const open = useCallback((_: unknown, { id }: { id: string }) => store.setState({ opened: id }), [store]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the nodes and edges inside
    <div
      ref={box}
      data-far={isFar ? '' : undefined}
      className="group/canvas canvas relative flex min-h-0 flex-1 bg-background"
      onFocus={({ target }) => {
        // However it came there: by Tab, by a screen reader, by a press.
        const id = target.closest('[data-canvas-part]')?.getAttribute('data-canvas-part');
        if (id && id !== store.getState().focused) store.setState({ focused: id });
      }}
      onKeyDown={keys.onKeyDown}
      onCopy={keys.onCopy}
      onCut={keys.onCut}
      onPaste={keys.onPaste}
    >
      <ArrowHeads />
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={isFarOff ? noEdges : edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStop={(_, dragged) => onNodeDragStop(_, dragged[0] as FlowNode, dragged)}
        onConnect={onConnect}
        onNodeClick={choose}
        onEdgeClick={choose}
        onNodeDoubleClick={open}
        onEdgeDoubleClick={open}
        onPaneClick={() => store.setState({ selected: nobody, connecting: null, opened: null })}
        onSelectionEnd={() => {
          const chosen = flow.getNodes().filter(({ selected }) => selected);
          if (chosen.length > 0) store.setState({ selected: new Set(chosen.map(({ id }) => id)) });
        }}
        onMove={(_, { zoom }) => setFar(zoom < farZoom)}
        onMoveStart={() => box.current?.classList.add('canvas-moving')}
        onMoveEnd={() => box.current?.classList.remove('canvas-moving')}
        nodesDraggable
        nodesConnectable={mayEdit}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable
        selectNodesOnDrag={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={selecting}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        onlyRenderVisibleElements
        onInit={keys.begin}
        minZoom={0.05}
        maxZoom={2}
        zoomOnDoubleClick={false}
        connectionRadius={28}
        nodeDragThreshold={3}
        aria-label="Canvas"
      >
        {isFarOff ? (
          <FarWays graph={graph} edges={edges} placement={placement} positions={positions} />
        ) : null}
      </ReactFlow>
      {isWide && graph.nodes.length > 8 ? <CanvasMap nodes={nodes} /> : null}
      <CanvasToolbar agentId={agentId} onTidy={keys.tidy} onZoom={keys.zoom} />
      <Floating />
      <p aria-live="polite" className="sr-only">
        <Said />
      </p>
    </div>
  );
}

/** What opens above the canvas, each fetched when it is first needed. */
function Floating(): ReactNode {
  const opened = useCanvas((state) => state.opened);
  const overlayer = useCanvas((state) => state.overlayer);
  return (
    <>
      {opened === null ? null : <Inspector />}
      {overlayer === 'palette' ? <ItemPalette /> : null}
      {overlayer === 'search' ? <CanvasSearch /> : null}
      {overlayer === 'help' ? <KeysDialog /> : null}
    </>
  );
}

function Said(): ReactNode {
  return useCanvas((state) => state.said);
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What is chosen here is chosen in the other views, and the other way round, by its path. */
function useFollowedSelection(): void {
  const store = useCanvasStore();
  const editor = useEditorStore();
  const selection = useEditor((state) => state.selection);
  const flow = useReactFlow();
  useEffect(() => {
    if (selection === null || selection.by === 'canvas') return;
    const { graph } = store.getState();
    const parts = [...graph.nodes, ...graph.edges].filter(({ path }) =>
      path?.every((part, index) => selection.path[index] === part),
    );
    const deepest = parts.toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
    if (deepest === undefined) return;
    // Shown, not gone to: the hands are in the other view.
    store.setState({ focused: deepest.id, selected: new Set([deepest.id]) });
    const node = flow.getInternalNode(deepest.id);
    if (node === undefined) return;
    const { x, y } = node.internals.positionAbsolute;
    const { width, height } = node.measured;
    const at = flow.flowToScreenPosition({ x: x + (width ?? 0) / 2, y: y + (height ?? 0) / 2 });
    const canvas = document.querySelector('.canvas')?.getBoundingClientRect();
    const isSeen =
      canvas && at.x > canvas.left && at.x < canvas.right && at.y > canvas.top && at.y < canvas.bottom;
    if (!isSeen) void flow.setCenter(x + (width ?? 0) / 2, y + (height ?? 0) / 2, { zoom: flow.getZoom() });
  }, [selection, store, flow]);
  useEffect(
    () =>
      store.subscribe(({ focused, graph }, before) => {
        if (focused === before.focused || focused === null) return;
        const part = [...graph.nodes, ...graph.edges].find(({ id }) => id === focused);
        const now = editor.getState().selection;
        const isTold = now !== null && part?.path?.every((each, index) => now.path[index] === each);
        if (part?.path && !isTold) editor.getState().select(part.path, 'canvas');
      }),
    [store, editor],
  );
}
