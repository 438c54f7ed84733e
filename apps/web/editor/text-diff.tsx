'use client';

import { cn, Skeleton } from '@agent-factory/ui';
import { useEffect, useRef, useState } from 'react';
import { loadMonaco } from './load-monaco.ts';

/** Two texts, line by line. */
export function TextDiff({
  before,
  after,
  sideBySide,
  className,
}: {
  before: string;
  after: string;
  sideBySide: boolean;
  className: string;
}) {
  const container = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let disposed = false;
    let dispose = () => {};
    void Promise.all([loadMonaco(), import('./mount-diff.ts')]).then(([monaco, { mountDiff }]) => {
      if (disposed || container.current === null) return;
      dispose = mountDiff(monaco, container.current, { before, after, sideBySide });
      setReady(true);
    });
    return () => {
      disposed = true;
      dispose();
    };
  }, [before, after, sideBySide]);
  return (
    <div className={cn('relative overflow-hidden rounded-md border bg-surface', className)}>
      <div ref={container} className="absolute inset-0" />
      {ready ? null : <Skeleton className="absolute inset-0" />}
    </div>
  );
}
