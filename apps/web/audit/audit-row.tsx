'use client';

import { RelativeTime } from '@agent-factory/ui';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { AuditEntry } from '../trpc/outputs.ts';
import { AuditChanges } from './audit-changes.tsx';

/** A line of the log; it folds open to where it came from and what changed. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { actor, target } = entry;
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 text-sm transition-colors hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            className="size-3.5 shrink-0 self-center text-muted transition-transform group-open:rotate-90"
          />
          <p className="min-w-0 flex-1 basis-56 break-words">
            <span className="font-medium">{whoIs(actor)}</span> {entry.says}{' '}
            {target.name === null ? null : <span className="font-medium">{target.name}</span>}
          </p>
          <code className="font-mono text-muted text-xs max-sm:hidden">{entry.action}</code>
          <span className="text-end text-muted text-xs sm:w-28">
            <RelativeTime iso={entry.at} />
          </span>
        </summary>
        <div className="flex flex-col gap-4 border-t border-dashed bg-sunken/50 px-4 py-4 sm:ps-11">
          <AuditChanges before={entry.before} after={entry.after} />
          <dl className="grid gap-x-6 gap-y-1.5 text-xs sm:grid-cols-[6rem_minmax(0,1fr)]">
            <Fact name="At">{entry.at}</Fact>
            <Fact name="By">
              {whoIs(actor)} <code className="font-mono text-muted">{actor.id}</code>
            </Fact>
            <Fact name="To">
              {target.type.replaceAll('_', ' ')} <code className="font-mono text-muted">{target.id}</code>{' '}
              <Link
                href={`/settings/audit?target=${encodeURIComponent(target.id)}`}
                className="text-accent underline underline-offset-2"
              >
                all of it
              </Link>
            </Fact>
            <Fact name="From">
              {entry.address ?? 'inside'}
              {entry.user_agent === null ? null : <span className="text-muted"> · {entry.user_agent}</span>}
            </Fact>
            {entry.request_id === null ? null : (
              <Fact name="Request">
                <code className="font-mono">{entry.request_id}</code>
              </Fact>
            )}
            <Fact name="Link">
              {entry.seq} <code className="font-mono text-muted">{entry.hash}</code>
            </Fact>
          </dl>
        </div>
      </details>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted max-sm:mt-1">{name}</dt>
      <dd className="break-all">{children}</dd>
    </>
  );
}

function whoIs({ type, id, name }: AuditEntry['actor']): string {
  if (type === 'api_key') return `Key ${name ?? id}`;
  if (type === 'system') return 'The system';
  return name ?? 'Somebody';
}
