'use client';

import { cn, formatMoney, Spinner } from '@agent-factory/ui';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Coins, Eye, MessageSquare, PencilLine, TriangleAlert } from 'lucide-react';
import { memo, useRef } from 'react';
import { nodeLooks } from '../../runs/graph/node-looks.ts';
import { useCommentView } from '../comments/comment-context.ts';
import { threadsIn } from '../comments/comment-store.ts';
import type { AgentFacts, Effect } from './agent-facts.ts';
import { useCanvas } from './canvas-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import type { CanvasState } from './canvas-store.ts';
import type { PartNode } from './flow-parts.ts';
import { iconOf } from './node-icons.ts';
import { effectsOfNode, effectWords, noteOf, secondsOf, spokenNode, titleOf } from './node-words.ts';
import { RenameField } from './rename-field.tsx';
import type { NodeRun } from './run-overlay.ts';
import { useFocusCall } from './use-focus-call.ts';

const effectLooks = {
  read: { icon: Eye, color: 'text-muted' },
  write: { icon: PencilLine, color: 'text-info' },
  money: { icon: Coins, color: 'text-warning' },
} as const;

/** One node. It draws itself again when it or its own state changes, and for nothing else. */
export const NodeView = memo(function NodeView({ data: { node }, dragging }: NodeProps<PartNode>) {
  const mayEdit = useCanvas((state) => state.mayEdit);
  const isRenaming = useCanvas((state) => state.renaming === node.id);
  // Rules have put a gate there; in a team one may stand for the start or the end behind it.
  const isEnd = node.kind !== 'gate' || node.label === 'input' || node.label === 'output';
  return (
    <>
      {isRenaming ? <RenameField node={node} /> : <Face node={node} dragging={dragging} />}
      <Handle
        type="target"
        position={Position.Left}
        isConnectable={mayEdit && node.kind !== 'start' && isEnd}
      />
      <Handle
        type="source"
        position={Position.Right}
        isConnectable={mayEdit && node.kind !== 'end' && isEnd}
      />
    </>
  );
});

export function factsFor(state: CanvasState, node: CanvasNode): AgentFacts | undefined {
  if (node.kind === 'agent') return state.own;
  return node.agent === null ? undefined : state.facts.get(node.agent);
}

function Face({ node, dragging }: { node: CanvasNode; dragging: boolean }) {
  const isStop = useCanvas(({ focused, graph }) => (focused ?? graph.nodes[0]?.id) === node.id);
  const isSelected = useCanvas((state) => state.selected.has(node.id));
  const isChosen = useCanvas((state) => state.selected.size > 1 && state.selected.has(node.id));
  const isSource = useCanvas((state) => state.connecting === node.id);
  const isTarget = useCanvas(
    (state) => state.connecting !== null && state.focused === node.id && state.connecting !== node.id,
  );
  const run = useCanvas((state) => state.overlay?.nodes.get(node.id));
  const ran = useCanvas((state) => state.overlay !== null);
  const facts = useCanvas((state) => factsFor(state, node));
  const graph = useCanvas((state) => state.graph);
  const button = useRef<HTMLButtonElement>(null);
  useFocusCall(node.id, button);
  const said = useCommentCount(node);
  const spoken = [
    spokenNode(node, graph, facts, run),
    ...(said === 0 ? [] : [said === 1 ? '1 comment' : `${said} comments`]),
  ].join(', ');
  const isOpen = ran && (run === undefined || run.state === 'open' || run.state === 'skipped');
  return (
    <button
      ref={button}
      type="button"
      data-canvas-part={node.id}
      tabIndex={isStop ? 0 : -1}
      className={cn(
        'flex size-full cursor-default! items-center border bg-surface text-start outline-offset-2',
        node.kind === 'start' || node.kind === 'end'
          ? 'justify-center rounded-full text-muted text-xs'
          : 'gap-2.5 rounded-md px-3',
        (node.kind === 'router' || node.kind === 'gate') && 'rounded-full px-4',
        isOpen && 'border-dashed',
        run?.state === 'started' && 'border-info bg-info-soft',
        run?.state === 'waiting' && 'border-warning bg-warning-soft',
        (run?.state === 'failed' || worstOf(node) === 'error') && 'border-danger',
        isSelected && 'border-accent bg-accent-soft',
        (isSource || isTarget) && 'border-accent ring-2 ring-accent',
        dragging && 'shadow-raised',
      )}
    >
      <Inside node={node} facts={facts} run={run} />
      <span className="sr-only">{isChosen ? `${spoken}, chosen` : spoken}</span>
    </button>
  );
}

function Inside({
  node,
  facts,
  run,
}: {
  node: CanvasNode;
  facts: AgentFacts | undefined;
  run: NodeRun | undefined;
}) {
  if (node.kind === 'start' || node.kind === 'end') return <span aria-hidden="true">{titleOf(node)}</span>;
  const Icon = iconOf(node);
  const look = run === undefined || run.state === 'started' ? null : nodeLooks[run.state];
  const State = look?.icon;
  const effects = effectsOfNode(node, facts);
  const isBig = node.kind === 'agent' || node.kind === 'member' || node.kind === 'tool';
  return (
    <>
      {Icon ? <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" /> : null}
      <span aria-hidden="true" className="min-w-0 flex-1 group-data-[far]/canvas:hidden">
        <span className="flex items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate font-medium text-sm">{titleOf(node)}</span>
          <Problems node={node} />
          <Comments node={node} />
          {run?.state === 'started' ? <Spinner className="size-3.5 text-info" /> : null}
          {State ? <State className={cn('size-3.5 shrink-0', look?.color)} /> : null}
        </span>
        <span className="block truncate text-muted text-xs">{run?.model ?? noteOf(node, facts)}</span>
        {isBig && (effects.length > 0 || (run !== undefined && run.durationMs > 0)) ? (
          <span className="flex h-4 items-center gap-1.5 text-muted text-xs tabular-nums">
            <span className="flex min-w-0 flex-1 items-center gap-1.5">
              {effects.map((effect) => (
                <EffectMark key={effect} effect={effect} />
              ))}
            </span>
            {run !== undefined && run.durationMs > 0 ? (
              <span className="shrink-0">
                {run.costNanoUsd > 0 ? `${formatMoney(run.costNanoUsd / 1e9)} · ` : ''}
                {secondsOf(run.durationMs)}
              </span>
            ) : null}
          </span>
        ) : null}
      </span>
    </>
  );
}

function EffectMark({ effect }: { effect: Effect }) {
  const { icon: Icon, color } = effectLooks[effect];
  return (
    <span className={cn('inline-flex items-center gap-0.5', color)}>
      <Icon aria-hidden="true" className="size-3" />
      {effectWords[effect]}
    </span>
  );
}

/** Open threads on what declares the node; the agent's own node stands for its whole spec, whose parts say so themselves. */
function useCommentCount({ kind, path }: CanvasNode): number {
  return useCommentView((view) => (path === null || kind === 'agent' ? 0 : threadsIn(view, path).length));
}

function Comments({ node }: { node: CanvasNode }) {
  const count = useCommentCount(node);
  if (count === 0) return null;
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5 text-warning text-xs tabular-nums">
      <MessageSquare className="size-3.5" />
      {count}
    </span>
  );
}

function Problems({ node }: { node: CanvasNode }) {
  const worst = worstOf(node);
  if (worst === null) return null;
  const Icon = worst === 'error' ? CircleAlert : TriangleAlert;
  return (
    <span
      aria-hidden="true"
      title={node.problems.map(({ message }) => message).join('\n')}
      className={cn(
        'inline-flex shrink-0 items-center gap-0.5 text-xs tabular-nums',
        worst === 'error' ? 'text-danger' : 'text-warning',
      )}
    >
      <Icon className="size-3.5" />
      {node.problems.length > 1 ? node.problems.length : null}
    </span>
  );
}

function worstOf({ problems }: CanvasNode): 'error' | 'warning' | null {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : null;
}
