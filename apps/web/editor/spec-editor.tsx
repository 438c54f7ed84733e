'use client';

import { Skeleton } from '@agent-factory/ui';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useEditorStore } from './editor-context.ts';
import { loadMonaco } from './load-monaco.ts';

export interface SpecEditorProps {
  onSave: () => void;
  onRun: () => void;
}

/** The text of the spec, in Monaco, which is loaded when this is first shown and not before. */
export function SpecEditor({ onSave, onRun }: SpecEditorProps) {
  const store = useEditorStore();
  const container = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const save = useEffectEvent(onSave);
  const run = useEffectEvent(onRun);

  useEffect(() => {
    let disposed = false;
    let dispose = () => {};
    void Promise.all([loadMonaco(), import('./mount-editor.ts')]).then(([monaco, { mountEditor }]) => {
      if (disposed || container.current === null) return;
      dispose = mountEditor(monaco, container.current, store, { save: () => save(), run: () => run() });
      setReady(true);
    });
    return () => {
      disposed = true;
      dispose();
    };
  }, [store]);

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={container} className="absolute inset-0" />
      {ready ? null : <EditorSkeleton />}
    </div>
  );
}

function EditorSkeleton() {
  return (
    <div aria-busy="true" className="absolute inset-0 flex flex-col gap-2.5 bg-surface py-4 pl-16">
      <span className="sr-only">Loading the editor</span>
      {[28, 40, 36, 52, 24, 60, 44, 30, 48, 56].map((width) => (
        <Skeleton key={width} className="h-3" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
