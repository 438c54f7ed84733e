'use client';

import { Button, cn } from '@agent-factory/ui';
import { X } from 'lucide-react';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { iconOf } from './node-icons.ts';
import { factsFor } from './node-view.tsx';
import { spokenNode, titleOf } from './node-words.ts';

/** Every node with its ways in words: for small screens, and for reading from top to bottom. */
export function CanvasList({ onClose }: { onClose: () => void }) {
  const store = useCanvasStore();
  const state = useCanvas((each) => each);
  const { graph, overlay, focused } = state;
  return (
    <section
      aria-label="Nodes"
      className="absolute inset-y-0 end-0 z-10 flex w-80 max-w-full flex-col border-s bg-surface max-sm:inset-0 max-sm:w-auto"
    >
      <div className="flex h-11 shrink-0 items-center justify-between border-b px-3">
        <h2 className="font-medium text-sm">{graph.nodes.length} nodes</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close the list" onClick={onClose}>
          <X aria-hidden="true" />
        </Button>
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto py-1">
        {graph.nodes.map((node) => {
          const Icon = iconOf(node);
          const spoken = spokenNode(node, graph, factsFor(state, node), overlay?.nodes.get(node.id));
          return (
            <li key={node.id} className="[content-visibility:auto] [contain-intrinsic-size:auto_56px]">
              <button
                type="button"
                aria-current={focused === node.id ? 'true' : undefined}
                onClick={() => {
                  store.getState().focus(node.id);
                  store.setState({ opened: node.id });
                  if (!matchMedia('(min-width: 40rem)').matches) onClose();
                }}
                className={cn(
                  'flex w-full items-start gap-2.5 px-3 py-2 text-start transition-colors hover:bg-hover focus-visible:-outline-offset-2',
                  focused === node.id && 'bg-accent-soft',
                )}
              >
                {Icon ? (
                  <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
                ) : (
                  <span className="size-4 shrink-0" />
                )}
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium text-sm">{titleOf(node)}</span>
                  <span className="block text-muted text-xs [overflow-wrap:anywhere]">
                    {spoken.slice(titleOf(node).length + 2)}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
