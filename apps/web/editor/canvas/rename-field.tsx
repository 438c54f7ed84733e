'use client';

import { Input } from '@agent-factory/ui';
import { useEffect, useId, useRef } from 'react';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import { nameOf } from './changes/rename-node.ts';
import { useCanvasActs } from './use-canvas-acts.ts';

/** A node's name, in place. Enter and leaving keep what was typed, Escape does not. */
export function RenameField({ node }: { node: CanvasNode }) {
  const store = useCanvasStore();
  const acts = useCanvasActs();
  const names = useCanvas((state) => state.facts);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const isOver = useRef(false);
  useEffect(() => field.current?.select(), []);

  function end(keep: boolean): void {
    if (isOver.current) return;
    isOver.current = true;
    const value = field.current?.value ?? '';
    store.setState({ renaming: null });
    if (!keep || !acts.rename(node.id, value)) store.getState().focus(node.id);
  }
  const isAgent = node.kind !== 'agent' && node.role !== 'node';
  return (
    <div className="nodrag nopan flex size-full items-center rounded-md border border-accent bg-surface px-2">
      <Input
        ref={field}
        aria-label={isAgent ? 'Agent that works here' : 'Name'}
        defaultValue={nameOf(node) ?? ''}
        list={isAgent ? list : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onBlur={() => end(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          end(event.key === 'Enter');
        }}
      />
      {isAgent ? (
        <datalist id={list}>
          {[...names.keys()].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}
