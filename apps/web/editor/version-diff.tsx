'use client';

import { type ChangeRisk, diffSpecs, parseSpec, type SpecChange } from '@agent-factory/spec';
import { Button, cn, Dialog, DialogContent, Skeleton } from '@agent-factory/ui';
import { CircleDot, Maximize2, ShieldCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { loadMonaco } from './load-monaco.ts';

export interface VersionDiffProps {
  version: number;
  before: string;
  after: string;
  action: ReactNode;
  onClose: () => void;
}

/** What changed since a version: first in words and by risk, then line by line. */
export function VersionDiff({ version, before, after, action, onClose }: VersionDiffProps) {
  const [large, setLarge] = useState(false);
  const changes = useMemo(() => {
    const [old, next] = [parseSpec(before).document, parseSpec(after).document];
    return old && next ? diffSpecs(old, next) : null;
  }, [before, after]);
  const title = `From v${version} to the editor`;
  return (
    <section aria-label={title} className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium text-sm">{title}</h2>
        <div className="flex gap-2">
          {action}
          <Button size="sm" variant="ghost" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
      {changes === null ? (
        <p className="text-muted text-sm">The changes in words appear once the spec can be read.</p>
      ) : (
        <ChangeList changes={changes} same={before === after} />
      )}
      {before === after ? null : (
        <>
          <TextDiff before={before} after={after} sideBySide={false} className="h-80" />
          <Button size="sm" variant="ghost" className="self-start" onClick={() => setLarge(true)}>
            <Maximize2 aria-hidden="true" /> Side by side
          </Button>
        </>
      )}
      {large ? (
        <Dialog open onOpenChange={setLarge}>
          <DialogContent title={title} className="h-[85dvh] w-[calc(100vw-2rem)] max-w-[1400px]">
            <TextDiff before={before} after={after} sideBySide className="m-5 min-h-0 flex-1" />
          </DialogContent>
        </Dialog>
      ) : null}
    </section>
  );
}

const grave: readonly ChangeRisk[] = [
  'write_access_gained',
  'tool_gained',
  'approval_removed',
  'invariant_removed',
  'invariant_weakened',
  'ceiling_raised',
  'region_widened',
  'gate_lowered',
];

function ChangeList({ changes, same }: { changes: readonly SpecChange[]; same: boolean }) {
  if (changes.length === 0) {
    return (
      <p className="text-muted text-sm">
        {same
          ? 'Nothing changed.'
          : 'Only wording of the file changed: the meaning, and so the hash, is the same.'}
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-1.5">
      {changes.map((change) => {
        const risky = grave.includes(change.risk);
        const Icon = risky ? TriangleAlert : change.risk === 'tightened' ? ShieldCheck : CircleDot;
        return (
          <li
            key={`${change.risk}:${change.path.join('.')}:${change.summary}`}
            className="flex items-start gap-2 text-sm"
          >
            <Icon
              aria-label={risky ? 'Loosens' : change.risk === 'tightened' ? 'Tightens' : 'Changes'}
              className={cn(
                'mt-0.5 size-4 shrink-0',
                risky ? 'text-warning' : change.risk === 'tightened' ? 'text-positive' : 'text-muted',
              )}
            />
            <span className="min-w-0">{change.summary}</span>
          </li>
        );
      })}
    </ul>
  );
}

function TextDiff({
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
