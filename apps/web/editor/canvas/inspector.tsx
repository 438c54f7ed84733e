'use client';

import { Button } from '@agent-factory/ui';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { EdgeDetails } from './edge-details.tsx';
import { GateDetails } from './gate-details.tsx';
import { NodeDetails } from './node-details.tsx';
import { spokenEdge, titleOf } from './node-words.ts';
import { ProblemList } from './problem-list.tsx';

/** One part of the canvas in full, and what can be done with it. Escape leads back to the part. */
export function Inspector() {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const opened = useCanvas((state) => state.opened);
  const node = graph.nodes.find(({ id }) => id === opened);
  const edge = graph.edges.find(({ id }) => id === opened);
  const part = node ?? edge;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // The first thing that can be done with it, and not the button that closes it.
    const fields = panel.current?.querySelectorAll<HTMLElement>('input, textarea, a, button') ?? [];
    if (opened !== null) (fields[1] ?? fields[0])?.focus();
  }, [opened]);
  if (part === undefined) return null;
  function close(): void {
    store.setState({ opened: null });
    store.getState().focus(part?.id ?? '', { keep: true });
  }
  return (
    <section
      ref={panel}
      aria-label={node ? titleOf(node) : 'Connection'}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
      className="absolute top-2 end-2 bottom-2 z-10 flex w-80 max-w-[calc(100%-1rem)] flex-col overflow-hidden rounded-md border bg-raised shadow-raised max-sm:top-auto max-sm:start-2 max-sm:max-h-[60%] max-sm:w-auto"
    >
      <div className="flex shrink-0 items-center justify-between gap-2 border-b px-4 py-2">
        <h2 className="min-w-0 truncate font-medium text-sm">
          {node
            ? titleOf(node)
            : edge
              ? spokenEdge({ ...edge, label: null, atMost: null, problems: [] }, graph)
              : ''}
        </h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={close}>
          <X aria-hidden="true" />
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        {node?.kind === 'gate' ? <GateDetails key={node.id} node={node} /> : null}
        {node && node.kind !== 'gate' ? <NodeDetails key={node.id} node={node} /> : null}
        {edge ? <EdgeDetails key={edge.id} edge={edge} /> : null}
        <ProblemList problems={part.problems} />
      </div>
    </section>
  );
}
