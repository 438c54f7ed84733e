'use client';

import { cn, Spinner } from '@agent-factory/ui';
import { useId, useMemo } from 'react';
import { useMedia } from '../../frame/use-media.ts';
import type { Translator } from '../../words/translator.ts';
import { useWords } from '../../words/words-context.ts';
import { type LayoutNode, layOut, type Point } from './lay-out.ts';
import { nodeLooks } from './node-looks.ts';
import { pathThrough } from './path-through.ts';
import { callerLabel, type GraphNode, type RunGraph } from './run-graph.ts';

export interface GraphDrawingProps {
  graph: RunGraph;
  /** Whether states mean something: a team that has not run is only its shape. */
  ran: boolean;
  /** The step whose node is marked. */
  selected: number | null;
  onSelect?: (step: number) => void;
}

/** A team's members and the ways between them; a list where the screen is too narrow for a drawing. */
export function GraphDrawing({ graph, ran, selected, onSelect }: GraphDrawingProps) {
  const wide = useMedia('(min-width: 48rem)');
  return wide ? (
    <Drawn graph={graph} ran={ran} selected={selected} {...(onSelect ? { onSelect } : {})} />
  ) : (
    <Listed graph={graph} ran={ran} selected={selected} {...(onSelect ? { onSelect } : {})} />
  );
}

function Drawn({ graph, ran, selected, onSelect }: GraphDrawingProps) {
  const arrow = useId();
  const say = useWords('run');
  const { nodes, edges } = graph;
  // Where things stand depends on who there is alone, so nothing moves while they work.
  const form = JSON.stringify([nodes.map(sizeOf), edges.map(({ from, to }) => ({ from, to }))]);
  const layout = useMemo(() => {
    const [sizes, ways] = JSON.parse(form) as [LayoutNode[], { from: string; to: string }[]];
    return layOut(sizes, ways);
  }, [form]);
  return (
    <div className="overflow-x-auto p-4">
      <div className="relative mx-auto" style={{ width: layout.width, height: layout.height }}>
        <svg
          aria-hidden="true"
          width={layout.width}
          height={layout.height}
          className="absolute inset-0 overflow-visible"
        >
          <defs>
            {(['idle', 'taken'] as const).map((kind) => (
              <marker
                key={kind}
                id={`${arrow}-${kind}`}
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
                  className={kind === 'taken' ? 'stroke-accent' : 'stroke-border-strong'}
                />
              </marker>
            ))}
          </defs>
          {edges.map((edge, index) => {
            const route = layout.routes[index] ?? [];
            const taken = edge.taken > 0;
            return (
              <g key={`${edge.from} ${edge.to}`}>
                {edge.when === null ? null : <title>{edge.when}</title>}
                <path
                  d={pathThrough(route)}
                  fill="none"
                  markerEnd={`url(#${arrow}-${taken ? 'taken' : 'idle'})`}
                  strokeWidth={taken ? 1.75 : 1.25}
                  strokeDasharray={ran && !taken ? '3 4' : undefined}
                  className={cn('transition-colors', taken ? 'stroke-accent' : 'stroke-border-strong')}
                />
              </g>
            );
          })}
          {edges.map((edge, index) => {
            const mid = middleOf(layout.routes[index] ?? []);
            return edge.taken < 2 || mid === null ? null : (
              <text
                key={`${edge.from} ${edge.to}`}
                x={mid.x}
                y={mid.y + 4}
                textAnchor="middle"
                strokeWidth="6"
                paintOrder="stroke"
                className="fill-accent stroke-surface font-medium text-[11px] tabular-nums"
              >
                {edge.taken}×
              </text>
            );
          })}
        </svg>
        <ol className="contents">
          {nodes.map((node) => {
            const place = layout.places.get(node.id);
            const { width, height } = sizeOf(node);
            return place === undefined ? null : (
              <li key={node.id} className="absolute" style={{ left: place.x, top: place.y, width, height }}>
                <NodeCard
                  node={node}
                  ran={ran}
                  current={node.step !== null && node.step === selected}
                  ways={waysFrom(node, graph, say)}
                  {...(onSelect ? { onSelect } : {})}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** Every member under the one that it comes after, with the ways that lead on from it. */
function Listed({ graph, ran, selected, onSelect }: GraphDrawingProps) {
  const say = useWords('run');
  return (
    <ol className="flex flex-col gap-2 p-3">
      {graph.nodes
        .filter(({ kind }) => kind === 'member' || kind === 'choice')
        .map((node) => (
          <li key={node.id} style={{ paddingInlineStart: (node.id.split('/').length - 1) * 16 }}>
            <div className="h-12">
              <NodeCard
                node={node}
                ran={ran}
                current={node.step !== null && node.step === selected}
                ways={waysFrom(node, graph, say)}
                {...(onSelect ? { onSelect } : {})}
              />
            </div>
          </li>
        ))}
    </ol>
  );
}

interface NodeCardProps {
  node: GraphNode;
  ran: boolean;
  current: boolean;
  /** Where work goes from here, for those who do not see the lines. */
  ways: string;
  onSelect?: (step: number) => void;
}

function NodeCard({ node, ran, current, ways, onSelect }: NodeCardProps) {
  const say = useWords('run');
  const { kind, label, agent, state, visits, step } = node;
  if (kind === 'start' || kind === 'end') {
    return (
      <span
        className={cn(
          'flex size-full items-center justify-center rounded-full border text-xs',
          state === 'passed' ? 'border-accent text-accent' : 'text-muted',
        )}
      >
        {label === callerLabel ? say('agentStart') : say(kind)}
      </span>
    );
  }
  const look = state === 'started' ? null : nodeLooks[state];
  const Icon = look?.icon;
  const words = say(look?.label ?? 'atWorkShort');
  const face = (
    <>
      {!ran ? null : Icon ? (
        <Icon aria-hidden="true" className={cn('size-4 shrink-0', look?.color)} />
      ) : (
        <span className="flex size-4 shrink-0 items-center justify-center text-info">
          <Spinner className="size-4" />
        </span>
      )}
      <span className="min-w-0 flex-1 text-start">
        <span className="block truncate font-medium text-sm">{label}</span>
        {ran || agent !== null ? (
          <span className="block truncate text-muted text-xs">{agent ?? words}</span>
        ) : null}
      </span>
      {agent === null || !ran ? null : <span className="sr-only">{words}</span>}
      {visits > 1 ? (
        <span className="shrink-0 text-muted text-xs tabular-nums">
          {visits}×<span className="sr-only">{say('visited')}</span>
        </span>
      ) : null}
      <span className="sr-only">{ways}</span>
    </>
  );
  const box = cn(
    'relative flex size-full items-center gap-2.5 rounded-md border bg-surface px-3 transition-colors',
    ran && (state === 'open' || state === 'skipped') && 'border-dashed bg-transparent text-muted',
    state === 'started' && 'border-info bg-info-soft',
    state === 'waiting' && 'border-warning bg-warning-soft',
    state === 'failed' && 'border-danger',
    kind === 'choice' && 'rounded-full',
    current && 'border-accent bg-accent-soft',
  );
  if (step === null || onSelect === undefined) return <div className={box}>{face}</div>;
  return (
    <button
      type="button"
      aria-current={current ? 'step' : undefined}
      onClick={() => onSelect(step)}
      className={cn(box, !current && state !== 'started' && state !== 'waiting' && 'hover:bg-hover')}
    >
      {face}
    </button>
  );
}

function waysFrom({ id }: GraphNode, { nodes, edges }: RunGraph, say: Translator<'run'>): string {
  const ways = edges
    .filter(({ from }) => from === id)
    .map(({ to, when, taken }) => {
      const label = nodes.find((node) => node.id === to)?.label ?? to;
      const way = when === null ? label : say('wayIf', { name: label, when });
      return taken > 0 ? say('wayTaken', { way }) : way;
    });
  return ways.length === 0 ? '' : say('leadsTo', { ways: ways.join('; ') });
}

function sizeOf({ id, kind }: GraphNode): LayoutNode {
  if (kind === 'end') return { id, width: 56, height: 28, last: true };
  return kind === 'start' ? { id, width: 56, height: 28 } : { id, width: 176, height: 48 };
}

function middleOf(route: readonly Point[]): Point | null {
  const half = Math.floor(route.length / 2);
  const [a, b] = [route[half - 1], route[half]];
  return a === undefined || b === undefined ? null : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
