'use client';

import { getViewportForBounds, useReactFlow } from '@xyflow/react';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import type { Point } from '../../runs/graph/lay-out.ts';
import { useCanvasStore } from './canvas-context.ts';
import { type CanvasCommand, commandOf } from './canvas-keys.ts';
import { nameOf } from './changes/rename-node.ts';
import { farZoom } from './far-zoom.ts';
import { placeOf } from './flow-parts.ts';
import type { Placement } from './layout/placement.ts';
import { sizeOf } from './layout/sizes.ts';
import { meant } from './meant.ts';
import { along, type Direction, nearest } from './neighbours.ts';
import { spokenEdge, titleOf } from './node-words.ts';
import { useCanvasActs } from './use-canvas-acts.ts';

/** How long `g` waits for its second key, which is then the page's and not the canvas'. */
const sequenceMs = 1_200;
const moveMs = 150;

export interface CanvasKeys {
  onKeyDown(event: KeyboardEvent): void;
  onCopy(event: ClipboardEvent): void;
  onCut(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  tidy(): void;
  revealFocused(): void;
  /** The first look: everything, or on a small screen as much as can be read. */
  begin(): void;
  zoom(way: 'in' | 'out' | 'fit'): void;
}

/** The canvas by keyboard: one stop of Tab, arrows along the ways, a key for everything. */
export function useCanvasKeys({ placement, isCalm }: { placement: Placement; isCalm: boolean }): CanvasKeys {
  const store = useCanvasStore();
  const acts = useCanvasActs();
  const flow = useReactFlow();
  const goSince = useRef(0);
  const duration = isCalm ? 0 : moveMs;

  function middles(): Map<string, Point> {
    const { graph, positions } = store.getState();
    return new Map(
      graph.nodes.map((node) => {
        const { x, y } = placeOf(node.id, placement, positions);
        const { width, height } = sizeOf(node);
        return [node.id, { x: x + width / 2, y: y + height / 2 }];
      }),
    );
  }

  /** The node that keys mean: the focused one, or the first. */
  function current(): string | null {
    const { focused, graph } = store.getState();
    return focused ?? graph.nodes[0]?.id ?? null;
  }

  /** What is gone to has to be seen, and to be there at all: only what is seen is drawn, and words from near alone. */
  function reveal(at: Point | undefined, isRead = false): void {
    if (at === undefined) return;
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    const seen = flow.flowToScreenPosition(at);
    const margin = 60;
    const isSeen =
      box !== undefined &&
      seen.x > box.left + margin &&
      seen.x < box.right - margin &&
      seen.y > box.top + margin &&
      seen.y < box.bottom - margin;
    const isTooFar = isRead && flow.getZoom() < farZoom;
    if (!isSeen || isTooFar) {
      const zoom = isRead ? Math.max(flow.getZoom(), 0.6) : flow.getZoom();
      void flow.setCenter(at.x, at.y, { zoom, duration });
    }
  }

  function goTo(id: string, options: { keep?: boolean; from?: string | null } = {}): void {
    reveal(middles().get(id));
    store.getState().focus(id, options);
  }

  function step(direction: Direction, isExtending: boolean): void {
    const { graph, connecting, cameFrom, selected, focused } = store.getState();
    const edge = graph.edges.find(({ id }) => id === focused);
    if (edge) {
      goTo(direction === 'left' || direction === 'up' ? edge.source : edge.target);
      return;
    }
    const from = current();
    if (from === null) return;
    const places = middles();
    const next =
      connecting === null
        ? along(graph, places, from, direction, cameFrom)
        : nearest(places, from, direction);
    if (next === null) return;
    goTo(next, { keep: isExtending || connecting !== null, from });
    if (isExtending) store.setState({ selected: new Set([...selected, from, next]) });
  }

  /** From a node through its ways, one after the other, and back to it. */
  function throughEdges(): void {
    const { graph, focused } = store.getState();
    const edge = graph.edges.find(({ id }) => id === focused);
    const node = edge?.source ?? current();
    const ways = graph.edges.filter(
      ({ source, target }) => source === node || (edge === undefined && target === node),
    );
    const own = edge ? graph.edges.filter(({ source }) => source === edge.source) : ways;
    const next = own[edge ? own.indexOf(edge) + 1 : 0];
    if (next === undefined) {
      if (node !== null) goTo(node);
      return;
    }
    const places = middles();
    const [a, b] = [places.get(next.source), places.get(next.target)];
    if (a && b) reveal({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, true);
    store.getState().focus(next.id);
    store.getState().say(spokenEdge(next, graph));
  }

  function connect(): void {
    const { graph, connecting, say } = store.getState();
    const id = current();
    const node = graph.nodes.find((each) => each.id === id);
    if (node === undefined) return;
    if (connecting === null) {
      store.setState({ connecting: node.id });
      say(
        `Connecting from ${titleOf(node)}: go to another node with the arrow keys, then press Enter. Escape stops.`,
      );
      return;
    }
    store.setState({ connecting: null });
    acts.connect(connecting, node.id);
  }

  function remove(): void {
    const ids = meant(store.getState());
    if (acts.remove(ids)) store.setState({ opened: null });
  }

  function tidy(): void {
    store.setState({ positions: {} });
    store.getState().say('Tidied up.');
    requestAnimationFrame(() => fit());
  }

  function zoom(way: 'in' | 'out' | 'fit'): void {
    if (way === 'in') void flow.zoomIn({ duration });
    else if (way === 'out') void flow.zoomOut({ duration });
    else fit();
  }

  /** Everything in view; of what is not drawn at the moment React Flow would not know. */
  function fit(leastZoom = 0.05): void {
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    const { graph, positions } = store.getState();
    const parts = graph.nodes.map((node) => ({ ...placeOf(node.id, placement, positions), ...sizeOf(node) }));
    if (box === undefined || parts.length === 0) return;
    const x = Math.min(...parts.map((part) => part.x));
    const y = Math.min(...parts.map((part) => part.y));
    const width = Math.max(...parts.map((part) => part.x + part.width)) - x;
    const height = Math.max(...parts.map((part) => part.y + part.height)) - y;
    const bounds = { x, y, width, height };
    const view = getViewportForBounds(bounds, box.width, box.height, 0.05, 1, 0.12);
    if (view.zoom >= leastZoom) {
      void flow.setViewport(view, { duration });
      return;
    }
    // Too much to be read at once: where a run begins.
    const [first] = parts;
    const top = (first?.y ?? y) + (first?.height ?? 0) / 2;
    void flow.setViewport(
      { x: 24 - x * leastZoom, y: box.height / 2 - top * leastZoom, zoom: leastZoom },
      { duration },
    );
  }

  /** Whether the key was used. */
  function run(command: CanvasCommand, isShift: boolean): boolean {
    const state = store.getState();
    const id = current();
    switch (command) {
      case 'left':
      case 'right':
      case 'up':
      case 'down':
        step(command, isShift);
        return true;
      case 'edges':
        throughEdges();
        return true;
      case 'open':
        if (state.connecting !== null) connect();
        else store.setState({ opened: id, focused: id });
        return true;
      case 'cancel': {
        const isIdle = state.connecting === null && state.opened === null && state.selected.size < 2;
        store.setState({ connecting: null, opened: null, selected: new Set(id === null ? [] : [id]) });
        if (state.connecting !== null) state.say('Nothing was connected.');
        return !isIdle;
      }
      case 'select': {
        if (id === null) return false;
        const selected = new Set(state.selected);
        if (!selected.delete(id)) selected.add(id);
        store.setState({ selected });
        state.say(`${selected.size} chosen.`);
        return true;
      }
      case 'all':
        store.setState({ selected: new Set(state.graph.nodes.map((node) => node.id)) });
        state.say(`${state.graph.nodes.length} chosen.`);
        return true;
      case 'search':
        store.setState({ overlayer: 'search' });
        return true;
      case 'help':
        store.setState({ overlayer: 'help' });
        return true;
      case 'in':
      case 'out':
      case 'fit':
        zoom(command);
        return true;
      case 'tidy':
        tidy();
        return true;
      default:
        if (state.mayEdit) return change(command, id);
        state.say('You can look at this spec, and not change it.');
        return true;
    }
  }

  function change(command: CanvasCommand, id: string | null): boolean {
    switch (command) {
      case 'add':
        store.setState({ overlayer: 'palette' });
        return true;
      case 'connect':
        connect();
        return true;
      case 'remove':
        remove();
        return true;
      case 'rename': {
        const node = store.getState().graph.nodes.find((each) => each.id === id);
        if (node && nameOf(node) !== null) {
          reveal(middles().get(node.id), true);
          store.setState({ renaming: node.id });
        } else store.getState().say('This has no name of its own.');
        return true;
      }
      case 'earlier':
      case 'later':
        if (id !== null) acts.move(id, command === 'earlier' ? -1 : 1);
        return true;
      case 'undo':
        acts.undo();
        return true;
      case 'redo':
        acts.redo();
        return true;
      default:
        return false;
    }
  }

  const isOnPart = (target: EventTarget): boolean =>
    target instanceof Element && target.closest('[data-canvas-part]') !== null;

  return {
    tidy,
    zoom,
    begin: () => fit(matchMedia('(min-width: 40rem)').matches ? 0.05 : 0.7),
    revealFocused() {
      const { focused } = store.getState();
      if (focused !== null) reveal(middles().get(focused));
    },
    onKeyDown(event) {
      if (event.defaultPrevented || !isOnPart(event.target)) return;
      const isSecond = performance.now() - goSince.current < sequenceMs;
      goSince.current = event.key === 'g' ? performance.now() : 0;
      const command = isSecond ? null : commandOf(event);
      if (command === null || !run(command, event.shiftKey)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onCopy(event) {
      if (!isOnPart(event.target)) return;
      const text = acts.copy();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
    },
    onCut(event) {
      if (!isOnPart(event.target) || !store.getState().mayEdit) return;
      const text = acts.copy();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
      remove();
    },
    onPaste(event) {
      if (!isOnPart(event.target) || !store.getState().mayEdit) return;
      event.preventDefault();
      acts.paste(event.clipboardData.getData('text/plain'));
    },
  };
}
