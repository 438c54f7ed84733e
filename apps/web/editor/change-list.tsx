'use client';

import type { SpecChange } from '@agent-factory/spec';
import { cn } from '@agent-factory/ui';
import { CircleDot, ShieldCheck, TriangleAlert } from 'lucide-react';
import { loosens } from './grave-risks.ts';

/** What changed in a spec, in words; what loosens it is marked. */
export function ChangeList({ changes, same }: { changes: readonly SpecChange[]; same: boolean }) {
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
        const risky = loosens(change.risk);
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
