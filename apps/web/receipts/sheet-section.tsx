import type { ReactNode } from 'react';

/** A part of the document: what it is about at the left, on a small screen above. */
export function SheetSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-6 gap-y-3 border-t border-dashed px-5 py-5 sm:grid-cols-[7.5rem_minmax(0,1fr)] sm:px-8"
    >
      <h2 className="pt-px font-medium text-muted text-xs uppercase tracking-wide">{title}</h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

/** Names and values, one under the other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col gap-2 text-sm">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-3">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
