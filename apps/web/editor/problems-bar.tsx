'use client';

import type { Diagnostic } from '@agent-factory/contracts';
import { cn } from '@agent-factory/ui';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useWords } from '../words/words-context.ts';
import { useEditor, useEditorStore } from './editor-context.ts';

const looks = {
  error: { icon: CircleAlert, color: 'text-danger', label: 'error' },
  warning: { icon: TriangleAlert, color: 'text-warning', label: 'warning' },
  info: { icon: Info, color: 'text-info', label: 'note' },
} as const;

/** Every problem of the text, worst first, each a way to its place. Keeps its height when there are none. */
export function ProblemsBar() {
  const say = useWords('editor');
  const diagnostics = useEditor((state) => state.diagnostics);
  const order = ['error', 'warning', 'info'];
  const sorted = diagnostics.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <section aria-label={say('problems')} className="shrink-0 border-t bg-surface">
      {sorted.length === 0 ? (
        <p className="flex h-9 items-center gap-2 px-4 text-muted text-xs">
          <CircleCheck aria-hidden="true" className="size-3.5 text-positive" />
          {say('noProblems')}
        </p>
      ) : (
        <ul className="max-h-32 overflow-y-auto py-1">
          {sorted.map((diagnostic) => (
            <Problem
              key={`${diagnostic.code}:${diagnostic.range.start.offset}:${diagnostic.path.join('.')}`}
              diagnostic={diagnostic}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Problem({ diagnostic }: { diagnostic: Diagnostic }) {
  const say = useWords('editor');
  const store = useEditorStore();
  const look = looks[diagnostic.severity];
  const Icon = look.icon;
  return (
    <li>
      <button
        type="button"
        onClick={() => store.getState().show(diagnostic.range)}
        className="flex w-full items-start gap-2 px-4 py-1 text-start text-xs transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Icon aria-label={say(look.label)} className={cn('mt-px size-3.5 shrink-0', look.color)} />
        <span className="min-w-0 flex-1">
          {diagnostic.message}
          {diagnostic.hint ? <span className="text-muted"> {diagnostic.hint}</span> : null}
        </span>
        <span className="shrink-0 text-muted tabular-nums">
          {diagnostic.range.start.line}:{diagnostic.range.start.column}
        </span>
      </button>
    </li>
  );
}
