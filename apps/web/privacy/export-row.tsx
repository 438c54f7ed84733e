'use client';

import { buttonStyles, RelativeTime, Spinner } from '@agent-factory/ui';
import { Download } from 'lucide-react';
import { formatSize } from '../knowledge/format-size.ts';
import { DaysLeft } from '../teams/days-left.tsx';
import type { DataExportItem } from '../trpc/outputs.ts';

const rowsText = (rows: number) => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

export function ExportRow({ item }: { item: DataExportItem }) {
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0">
        <p className="text-sm">
          Asked for <RelativeTime iso={item.requested_at} />
        </p>
        <p className="text-muted text-xs" aria-live="polite">
          <State item={item} />
        </p>
      </div>
      {item.status === 'ready' ? (
        <a href={`/api/exports/${item.id}`} download className={buttonStyles({ variant: 'secondary' })}>
          <Download aria-hidden="true" className="size-4" />
          Download
        </a>
      ) : null}
    </li>
  );
}

function State({ item }: { item: DataExportItem }) {
  switch (item.status) {
    case 'queued':
      return 'Waits for its turn';
    case 'running':
      return (
        <span className="inline-flex items-center gap-1.5">
          <Spinner className="size-3" /> {rowsText(item.rows)} so far
        </span>
      );
    case 'ready':
      return (
        <>
          {formatSize(item.size_bytes)}, {rowsText(item.rows)}. Removed{' '}
          {item.expires_at === null ? 'soon' : <DaysLeft iso={item.expires_at} />}
        </>
      );
    case 'failed':
      return <span className="text-danger">{item.error ?? 'It failed. Ask for another.'}</span>;
    case 'removed':
      return 'Its seven days are over: the archive was removed';
  }
}
