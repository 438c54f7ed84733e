'use client';

import { cn } from '@agent-factory/ui';
import { FileUp, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useWords } from '../words/words-context.ts';
import { readSpecFile, type SpecFile } from './spec-file.ts';

const mostProblems = 5;

/** Where a file is dropped or chosen, and what it says. */
export function ImportStart({ file, onFile }: { file: SpecFile | null; onFile: (file: SpecFile) => void }) {
  const say = useWords('agents');
  const id = useId();
  const [over, setOver] = useState(false);
  const read = (chosen: File | undefined) => {
    if (chosen) void readSpecFile(chosen).then(onFile);
  };
  return (
    <div className="flex flex-col gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          read(event.dataTransfer.files[0]);
        }}
        className={cn(
          'flex flex-col items-center gap-2 rounded-md border border-dashed p-5 text-center text-sm',
          over && 'border-accent bg-accent-soft',
        )}
      >
        <FileUp aria-hidden="true" className="size-5 text-muted" />
        <label
          htmlFor={id}
          className="cursor-pointer font-medium text-accent hover:underline has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
        >
          {say('chooseFile')}
          <input
            id={id}
            type="file"
            accept=".md,.markdown,.yaml,.yml,.json,.txt"
            className="sr-only"
            onChange={(event) => {
              read(event.target.files?.[0]);
              // The same file can be chosen again once it was mended.
              event.target.value = '';
            }}
          />
        </label>
        <span className="text-muted text-xs">{say('orDrop')}</span>
      </div>
      {file === null ? null : (
        <div className="text-sm">
          <p className="truncate font-medium">{file.title ?? file.fileName}</p>
          <p className="truncate text-muted text-xs">
            {file.kind === null
              ? file.fileName
              : say('fromFile', { kind: file.kind, name: file.name ?? '', file: file.fileName })}
          </p>
          {file.problems.length === 0 ? null : (
            <div role="alert" className="mt-2">
              <p className="flex items-start gap-1.5">
                <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
                {say('notValid')}
              </p>
              <ul className="mt-1 flex flex-col gap-1 ps-5.5 text-muted text-xs">
                {file.problems.slice(0, mostProblems).map((problem) => (
                  <li key={problem} className="break-words">
                    {problem}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
