import { placeOf } from '@agent-factory/spec';
import { Button } from '@agent-factory/ui';
import { CodeXml } from 'lucide-react';
import type { ReactNode } from 'react';
import { CommentButton } from '../comments/comment-button.tsx';
import { useEditorStore } from '../editor-context.ts';
import { FieldProblems, useProblems } from './field-problems.tsx';
import type { Path } from './value-at.ts';

export interface FormSectionProps {
  id: string;
  title: string;
  hint?: ReactNode;
  /** Where the section stands in the text; what is wrong with it as a whole is said here. */
  path?: Path;
  aside?: ReactNode;
  children: ReactNode;
}

/** One part of the form, with a way to its place in the text. */
export function FormSection({ id, title, hint, path, aside, children }: FormSectionProps) {
  const store = useEditorStore();
  const problems = useProblems(path ?? [id], false);
  function toText(): void {
    const { text, show } = store.getState();
    const place = placeOf(text, path ?? [id]);
    if (place) show(place);
  }
  return (
    <section aria-labelledby={`form-${id}`} className="flex flex-col gap-4 border-b px-4 py-5 sm:px-6">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={`form-${id}`} className="font-medium text-base">
            {title}
          </h2>
          {hint ? <p className="text-muted text-xs">{hint}</p> : null}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {aside}
          {path ? <CommentButton path={path} title={title} /> : null}
          {path ? (
            <Button variant="ghost" size="icon-sm" aria-label={`${title} in the text`} onClick={toText}>
              <CodeXml aria-hidden="true" />
            </Button>
          ) : null}
        </div>
      </div>
      {path ? <FieldProblems problems={problems} refused={null} /> : null}
      {children}
    </section>
  );
}
