import type { Diagnostic } from '@agent-factory/contracts';
import type { EditProblem } from '@agent-factory/spec';
import { Button, cn } from '@agent-factory/ui';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { isInside, type Path } from './value-at.ts';

const looks = {
  error: { icon: CircleAlert, tone: 'text-danger', label: 'Error' },
  warning: { icon: TriangleAlert, tone: 'text-warning', label: 'Warning' },
  info: { icon: Info, tone: 'text-info', label: 'Note' },
} as const;

const none: readonly Diagnostic[] = [];

/** What the language says of a place; with `deep` also of what lies inside of it. */
export function useProblems(path: Path, deep: boolean): readonly Diagnostic[] {
  const diagnostics = useEditor((state) => state.diagnostics);
  const found = diagnostics.filter((each) =>
    deep ? isInside(each.path, path) : each.path.length === path.length && isInside(each.path, path),
  );
  return found.length === 0 ? none : found;
}

export interface FieldProblemsProps {
  id?: string;
  problems: readonly Diagnostic[];
  refused: EditProblem | null;
}

/** The spec's own diagnostics beside a field, with their quick fixes, and why the text could not be changed here. */
export function FieldProblems({ id, problems, refused }: FieldProblemsProps) {
  const store = useEditorStore();
  return (
    <div id={id} className="flex flex-col gap-1 empty:hidden">
      {problems.map((problem) => {
        const { icon: Icon, tone, label } = looks[problem.severity];
        return (
          <p
            key={`${problem.code} ${problem.range.start.offset}`}
            className="flex flex-wrap items-start gap-x-1.5 gap-y-1 text-xs"
          >
            <Icon aria-label={label} className={cn('mt-px size-3.5 shrink-0', tone)} />
            <span className="min-w-0 flex-1">
              <span className={tone}>{problem.message}</span>
              {problem.hint ? <span className="text-muted"> {problem.hint}</span> : null}
            </span>
            {problem.fix ? (
              <Button size="sm" onClick={() => store.getState().fix(problem)}>
                {problem.fix.title}
              </Button>
            ) : null}
          </p>
        );
      })}
      {refused ? (
        <p role="alert" className="flex flex-wrap items-start gap-x-1.5 gap-y-1 text-danger text-xs">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 flex-1">{refused.message}</span>
          <Button size="sm" onClick={() => store.getState().show(refused.range)}>
            Go to line {refused.range.start.line}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
