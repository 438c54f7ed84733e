'use client';

import { Button, cn, RelativeTime, Spinner } from '@agent-factory/ui';
import { CircleCheck, CircleX, Trash2 } from 'lucide-react';
import type { Document } from '../trpc/outputs.ts';
import { formatSize } from './format-size.ts';

const formats = { text: 'Text', markdown: 'Markdown', html: 'HTML', pdf: 'PDF' } as const;

export const documentColumns =
  'items-center gap-x-4 md:grid-cols-[minmax(0,1fr)_7rem_5.5rem_5rem_6.5rem_6rem_1.75rem]';

/** A document: what it is, whether agents find it yet, and the way to be rid of it. */
export function DocumentRow({ document, onDelete }: { document: Document; onDelete: () => void }) {
  return (
    <li className={cn(documentColumns, 'relative flex flex-wrap gap-y-1 px-4 py-2.5 text-sm md:grid')}>
      <span className="w-full min-w-0 pe-9 md:w-auto md:pe-0">
        <span className="block truncate font-medium">{document.title}</span>
        {document.error === null ? null : (
          <span className="block text-danger text-xs [overflow-wrap:anywhere]">{document.error}</span>
        )}
      </span>
      <DocumentStatus status={document.status} />
      <span className="text-muted">{formats[document.format]}</span>
      <span className="text-muted tabular-nums md:text-end">{formatSize(document.size_bytes)}</span>
      <span className="text-muted tabular-nums md:text-end">
        {document.passages}
        <span className="md:sr-only"> {document.passages === 1 ? 'passage' : 'passages'}</span>
      </span>
      <span className="text-muted text-xs md:text-end">
        <RelativeTime iso={document.created_at} />
      </span>
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={`Delete ${document.title}`}
        className="max-md:absolute max-md:top-2 max-md:end-3"
        onClick={onDelete}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </li>
  );
}

function DocumentStatus({ status }: { status: Document['status'] }) {
  switch (status) {
    case 'queued':
      return (
        <span className="inline-flex items-center gap-1.5 text-muted text-xs">
          <Spinner /> Being read
        </span>
      );
    case 'ready':
      return (
        <span className="inline-flex items-center gap-1.5 text-positive text-xs">
          <CircleCheck aria-hidden="true" className="size-3.5" /> Ready
        </span>
      );
    case 'failed':
      return (
        <span className="inline-flex items-center gap-1.5 text-danger text-xs">
          <CircleX aria-hidden="true" className="size-3.5" /> Unreadable
        </span>
      );
  }
}
