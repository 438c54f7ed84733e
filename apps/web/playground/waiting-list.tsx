'use client';

import { Button } from '@agent-factory/ui';
import { X } from 'lucide-react';
import { oneLine } from '../runs/one-line.ts';
import type { Waiting } from './exchanges.ts';

export interface WaitingListProps {
  waiting: readonly Waiting[];
  /** Whether they wait for a decision, because the one before them was refused. */
  halted: boolean;
  onRemove: (key: number | 'all') => void;
}

/** Inputs that begin by themselves once those before them are answered. */
export function WaitingList({ waiting, halted, onRemove }: WaitingListProps) {
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Waiting inputs" className="flex flex-col gap-2 rounded-md border border-dashed p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 role="status" className="text-muted text-sm">
          {halted
            ? `${said(waiting.length)} held back, because the one above was refused. Try it again, or send another.`
            : `${said(waiting.length)} waiting for the answer above`}
        </h2>
        <Button size="sm" variant="ghost" onClick={() => onRemove('all')}>
          Take all away
        </Button>
      </div>
      <ol className="flex flex-col">
        {waiting.map(({ key, input }) => (
          <li key={key} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-sm">{oneLine(input)}</span>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={`Take away “${oneLine(input).slice(0, 60)}”`}
              onClick={() => onRemove(key)}
            >
              <X aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function said(count: number): string {
  return count === 1 ? '1 input' : `${count} inputs`;
}
