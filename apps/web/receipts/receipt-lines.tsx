import type { ReactNode } from 'react';

/** Lines of a document, with a figure or a verdict at the right end. */
export function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-border text-sm">
      {children}
    </ul>
  );
}

interface LineProps {
  title: ReactNode;
  /** Under the title. */
  note?: ReactNode;
  /** At the right end. */
  end: ReactNode;
}

export function Line({ title, note, end }: LineProps) {
  return (
    <li className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="break-words">{title}</p>
        {note ? <p className="break-words text-muted text-xs">{note}</p> : null}
      </div>
      <div className="shrink-0 text-end text-xs tabular-nums">{end}</div>
    </li>
  );
}
