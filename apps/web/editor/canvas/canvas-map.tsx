'use client';

import { useReactFlow, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import type { FlowNode } from './flow-parts.ts';

/** In px, as the canvas is drawn on. */
const size = { width: 176, height: 112 };
const pad = 6;

/**
 * The whole in small, with what is seen of it: press to go there. Nodes are painted once, and while the canvas moves the
 * frame alone does: React Flow's own map paints all nodes in every frame (decision 0429). Keys have search and arrows.
 */
export function CanvasMap({ nodes }: { nodes: readonly FlowNode[] }) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const picture = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const scale = useRef({ x: 0, y: 0, by: 1 });

  useEffect(() => {
    const context = picture.current?.getContext('2d');
    const parts = nodes.filter(({ type }) => type === 'part');
    if (!context || parts.length === 0) return;
    const left = Math.min(...parts.map(({ position }) => position.x));
    const top = Math.min(...parts.map(({ position }) => position.y));
    const right = Math.max(...parts.map(({ position, width = 0 }) => position.x + width));
    const bottom = Math.max(...parts.map(({ position, height = 0 }) => position.y + height));
    const by = Math.min((size.width - 2 * pad) / (right - left), (size.height - 2 * pad) / (bottom - top));
    scale.current = {
      x: left - (size.width / by - (right - left)) / 2,
      y: top - (size.height / by - (bottom - top)) / 2,
      by,
    };
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.fillStyle = getComputedStyle(picture.current ?? document.body).color;
    for (const { position, width = 0, height = 0 } of parts) {
      const { x, y } = scale.current;
      context.fillRect(
        (position.x - x) * by,
        (position.y - y) * by,
        Math.max(2, width * by),
        Math.max(1.5, height * by),
      );
    }
    follow();

    function follow(): void {
      const { transform, width, height } = store.getState();
      const [moveX, moveY, zoom] = transform;
      const { x, y, by: factor } = scale.current;
      if (frame.current === null) return;
      const [seenX, seenY] = [(-moveX / zoom - x) * factor, (-moveY / zoom - y) * factor];
      frame.current.style.transform = `translate(${seenX}px, ${seenY}px)`;
      frame.current.style.width = `${(width / zoom) * factor}px`;
      frame.current.style.height = `${(height / zoom) * factor}px`;
    }
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width) follow();
    });
  }, [nodes, store]);

  function go(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { x, y, by } = scale.current;
    const at = { x: x + (event.clientX - box.left) / by, y: y + (event.clientY - box.top) / by };
    void flow.setCenter(at.x, at.y, { zoom: flow.getZoom() });
  }

  const ratio = window.devicePixelRatio || 1;
  return (
    <div
      aria-hidden="true"
      onPointerDown={go}
      onPointerMove={go}
      style={size}
      className="absolute right-2 bottom-6 z-10 overflow-hidden rounded-md border bg-surface"
    >
      <canvas
        ref={picture}
        width={size.width * ratio}
        height={size.height * ratio}
        style={size}
        className="block text-border-strong"
      />
      <div ref={frame} className="absolute top-0 left-0 border-2 border-accent" />
    </div>
  );
}
