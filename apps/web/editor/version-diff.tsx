'use client';

import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { Button, Dialog, DialogContent } from '@agent-factory/ui';
import { Maximize2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { ChangeList } from './change-list.tsx';
import { TextDiff } from './text-diff.tsx';

export interface VersionDiffProps {
  /** What is held against what. */
  title: string;
  before: string;
  after: string;
  action: ReactNode;
  onClose: () => void;
  /** Below the changes in words. */
  children?: ReactNode;
}

/** What changed between two texts: first in words and by risk, then line by line. */
export function VersionDiff({ title, before, after, action, onClose, children }: VersionDiffProps) {
  const [large, setLarge] = useState(false);
  const changes = useMemo(() => {
    const [old, next] = [parseSpec(before).document, parseSpec(after).document];
    return old && next ? diffSpecs(old, next) : null;
  }, [before, after]);
  return (
    <section aria-label={title} className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium text-sm">{title}</h2>
        <div className="flex flex-wrap gap-2">
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
      {children}
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
