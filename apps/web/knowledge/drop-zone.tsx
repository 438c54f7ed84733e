'use client';

import { Button, cn, Spinner } from '@agent-factory/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, FileUp, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { useTRPC } from '../trpc/context.ts';
import { type Uploaded, uploadFile } from './upload-file.ts';

interface Upload {
  key: number;
  name: string;
  /** Null while it is on its way. */
  outcome: Uploaded | null;
}

let serial = 0;

/** Takes files by drop or choice, one after another, and says of each what became of it. */
export function DropZone() {
  const trpc = useTRPC();
  const teamId = useFrame().me.team.id;
  const queryClient = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);

  async function take(files: readonly File[]): Promise<void> {
    const added = files.map((file): Upload & { file: File } => {
      serial += 1;
      return { key: serial, name: file.name, outcome: null, file };
    });
    setUploads((before) => [...before, ...added.map(({ key, name, outcome }) => ({ key, name, outcome }))]);
    for (const { key, file } of added) {
      const outcome = await uploadFile(file, teamId);
      setUploads((before) => before.map((each) => (each.key === key ? { ...each, outcome } : each)));
      await queryClient.invalidateQueries(trpc.documents.pathFilter());
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  }

  return (
    <section aria-label="Upload" className="mb-5">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          'flex flex-col items-center gap-2 rounded-md border border-dashed px-4 py-6 text-center transition-colors',
          over ? 'border-accent bg-accent-soft' : 'border-border-strong/70 bg-surface',
        )}
      >
        <FileUp aria-hidden="true" className="size-5 text-muted" />
        <p className="text-sm">
          <span className="max-md:hidden">Drop files here, or </span>
          <Button size="sm" onClick={() => picker.current?.click()}>
            Choose files
          </Button>
        </p>
        <p className="text-muted text-xs">Text, Markdown, HTML or PDF, at most 10 MB each</p>
        <input
          ref={picker}
          type="file"
          multiple
          aria-label="Files to upload"
          accept=".txt,.text,.csv,.log,.md,.markdown,.html,.htm,.pdf,text/plain,text/markdown,text/html,application/pdf"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {uploads.length > 0 ? (
        <ul aria-label="Uploads" aria-live="polite" className="mt-2 flex flex-col gap-1">
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onDismiss={() => setUploads((before) => before.filter(({ key }) => key !== upload.key))}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function UploadRow({ upload: { name, outcome }, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const refused = outcome !== null && 'refused' in outcome;
  return (
    <li className="flex items-start gap-2 rounded-md border bg-surface px-3 py-1.5 text-sm">
      <span className="mt-0.5 shrink-0">
        {outcome === null ? <Spinner /> : null}
        {outcome !== null && refused ? <CircleX aria-hidden="true" className="size-4 text-danger" /> : null}
        {outcome !== null && !refused ? (
          <CircleCheck aria-hidden="true" className="size-4 text-positive" />
        ) : null}
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="font-medium">{name}</span>{' '}
        <span className={refused ? 'text-danger' : 'text-muted'}>{wordsFor(outcome)}</span>
      </span>
      {outcome === null ? null : (
        <Button size="icon-sm" variant="ghost" aria-label={`Dismiss ${name}`} onClick={onDismiss}>
          <X aria-hidden="true" />
        </Button>
      )}
    </li>
  );
}

function wordsFor(outcome: Uploaded | null): string {
  if (outcome === null) return 'is on its way…';
  if ('refused' in outcome) return outcome.refused;
  return outcome.created ? 'was uploaded' : `is there already, as ${outcome.title}`;
}
