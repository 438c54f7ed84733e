'use client';

import type { Diagnostic } from '@agent-factory/contracts';
import { Button, cn } from '@agent-factory/ui';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useEditorStore } from '../editor-context.ts';

const looks = {
  error: { icon: CircleAlert, color: 'text-danger', label: 'Error' },
  warning: { icon: TriangleAlert, color: 'text-warning', label: 'Warning' },
  info: { icon: Info, color: 'text-info', label: 'Note' },
} as const;

/** What is wrong here, each with its place in the text and, where there is one, what mends it. */
export function ProblemList({ problems }: { problems: readonly Diagnostic[] }) {
  const editor = useEditorStore();
  if (problems.length === 0) return null;
  function mend({ range, newText }: NonNullable<Diagnostic['fix']>): void {
    const { offset } = range.start;
    editor.getState().spec.change([{ offset, length: range.end.offset - offset, insert: newText }], 'canvas');
  }
  return (
    <ul aria-label="Problems" className="flex flex-col gap-2">
      {problems.map((problem) => {
        const { icon: Icon, color, label } = looks[problem.severity];
        return (
          <li key={`${problem.code} ${problem.path.join('.')}`} className="flex items-start gap-2 text-xs">
            <Icon aria-label={label} className={cn('mt-px size-3.5 shrink-0', color)} />
            <span className="min-w-0 flex-1">
              {problem.message}
              {problem.hint ? <span className="text-muted"> {problem.hint}</span> : null}
              <span className="mt-1 flex gap-1">
                {problem.fix ? (
                  <Button size="sm" onClick={() => problem.fix && mend(problem.fix)}>
                    {problem.fix.title}
                  </Button>
                ) : null}
                <Button size="sm" variant="ghost" onClick={() => editor.getState().show(problem.range)}>
                  Show in the text
                </Button>
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
