'use client';

import { cn } from '@agent-factory/ui';
import { type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo, useRef } from 'react';
import type { Point } from '../../runs/graph/lay-out.ts';
import { pathThrough } from '../../runs/graph/path-through.ts';
import { useCanvas } from './canvas-context.ts';
import type { FlowEdge } from './flow-parts.ts';
import type { Route } from './layout/placement.ts';
import { labelSize, shownLetters } from './layout/sizes.ts';
import { edgeLabel, spokenEdge } from './node-words.ts';
import { useFocusCall } from './use-focus-call.ts';

/** The ids of the canvas' arrow heads, in `ArrowHeads`. */
export type Arrow = 'idle' | 'taken' | 'chosen';

/** One way, with what stands on it. Keys reach it as they reach nodes. */
export const EdgeView = memo(function EdgeView(props: EdgeProps<FlowEdge>) {
  const { id, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const isFocused = useCanvas((state) => state.focused === id);
  const isSelected = useCanvas((state) => state.selected.has(id));
  const isTaken = useCanvas((state) => state.overlay?.taken.has(id) ?? false);
  const ran = useCanvas((state) => state.overlay !== null);
  const graph = useCanvas((state) => state.graph);
  const group = useRef<SVGGElement>(null);
  useFocusCall(id, group);
  if (data === undefined) return null;
  const { edge, route } = data;
  const [path, middle] = wayOf(route, () =>
    getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }),
  );
  const arrow: Arrow = isSelected || isFocused ? 'chosen' : isTaken ? 'taken' : 'idle';
  const label = edgeLabel(edge);
  const size = labelSize(edge);
  const hasError = edge.problems.some(({ severity }) => severity === 'error');
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no button can be drawn inside of SVG */}
      <g
        ref={group}
        role="button"
        data-canvas-part={id}
        tabIndex={isFocused ? 0 : -1}
        aria-label={spokenEdge(edge, graph)}
        className="group/way cursor-default outline-none"
      >
        <path d={path} fill="none" stroke="transparent" strokeWidth={16} />
        <path
          d={path}
          fill="none"
          markerEnd={`url(#canvas-arrow-${arrow})`}
          strokeWidth={arrow === 'idle' ? 1.25 : 1.75}
          strokeDasharray={
            ran && !isTaken ? '3 4' : edge.kind === 'guards' || edge.kind === 'asks' ? '6 3' : undefined
          }
          className={cn(
            arrow === 'idle' ? 'stroke-border-strong' : 'stroke-accent',
            hasError && 'stroke-danger',
            'group-focus-visible/way:[stroke-width:3]',
          )}
        />
      </g>
      {label === null || size === null ? null : (
        // Said with the way itself; beside it, so that what is seen of a long one is no other name.
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
        <g
          aria-hidden="true"
          transform={`translate(${middle.x - size.width / 2} ${middle.y - size.height / 2})`}
          className="group-data-[far]/canvas:hidden"
        >
          <title>{label}</title>
          <rect
            width={size.width}
            height={size.height}
            rx="4"
            className={cn('fill-surface', arrow === 'chosen' ? 'stroke-accent' : 'stroke-border')}
          />
          <text
            x={size.width / 2}
            y={size.height / 2 + 4}
            textAnchor="middle"
            className={cn('font-mono text-[11px]', hasError ? 'fill-danger' : 'fill-text')}
          >
            {label.length > shownLetters ? `${label.slice(0, shownLetters - 1)}…` : label}
          </text>
        </g>
      )}
    </>
  );
});

function wayOf(route: Route | null, straight: () => ReturnType<typeof getBezierPath>): [string, Point] {
  if (route === null || route.points.length < 2) {
    const [path, x, y] = straight();
    return [path, { x, y }];
  }
  const { points, shape, label } = route;
  return [shape === 'curves' ? pathThrough(points) : rounded(points), label ?? middleOf(points)];
}

const cornerPx = 8;

/** Level and upright stretches with their corners rounded off. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  for (const [index, at] of rest.entries()) {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (after === undefined) {
      path += `L${at.x} ${at.y}`;
      continue;
    }
    const reach = Math.min(cornerPx, far(before, at) / 2, far(at, after) / 2);
    const [a, b] = [toward(at, before, reach), toward(at, after, reach)];
    path += `L${a.x} ${a.y}Q${at.x} ${at.y} ${b.x} ${b.y}`;
  }
  return path;
}

function far(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const length = far(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

/** Halfway along the longest stretch, where a label covers no corner. */
function middleOf(points: readonly Point[]): Point {
  let best = { x: 0, y: 0 };
  let longest = -1;
  for (const [index, b] of points.entries()) {
    const a = points[index - 1];
    if (a === undefined) continue;
    const length = Math.abs(b.x - a.x);
    if (length > longest) {
      longest = length;
      best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    }
  }
  return best;
}

/** Once a canvas: the heads that ways end in. */
export function ArrowHeads() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {(['idle', 'taken', 'chosen'] as const).map((arrow) => (
          <marker
            key={arrow}
            id={`canvas-arrow-${arrow}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path
              d="M1 1 7 4 1 7"
              fill="none"
              strokeWidth="1.5"
              className={arrow === 'idle' ? 'stroke-border-strong' : 'stroke-accent'}
            />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
