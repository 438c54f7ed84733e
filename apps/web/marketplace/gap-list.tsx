import type { FidelityGap } from '@agent-factory/contracts';
import { CircleAlert, CircleX } from 'lucide-react';
import Link from 'next/link';

/** What a team lacks for a version to run as it was measured, what stops it first. */
export function GapList({ gaps }: { gaps: readonly FidelityGap[] }) {
  const sorted = gaps.toSorted((a, b) => Number(b.blocking) - Number(a.blocking));
  return (
    <ul className="flex flex-col divide-y divide-border rounded-md border">
      {sorted.map(({ kind, what, blocking, says, fix_path }) => {
        const Icon = blocking ? CircleX : CircleAlert;
        return (
          <li key={`${kind} ${what}`} className="flex items-start gap-2.5 px-3 py-2.5 text-sm">
            <Icon
              aria-hidden="true"
              className={`mt-0.5 size-4 shrink-0 ${blocking ? 'text-danger' : 'text-warning'}`}
            />
            <span className="min-w-0 flex-1 break-words">
              {says}
              <span className="block text-muted text-xs">
                {blocking ? 'Nothing runs without it' : 'It may run otherwise than measured'}: {what}
              </span>
            </span>
            {fix_path === null ? null : (
              <Link
                href={fix_path}
                className="shrink-0 font-medium text-accent underline-offset-2 hover:underline"
              >
                Fix
                <span className="sr-only"> {what}</span>
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
