'use client';

import { Skeleton } from '@agent-factory/ui';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useCommentStore } from './comments/comment-context.ts';
import './comments/comments.css';
import { useEditorStore } from './editor-context.ts';
import { useLiveStore } from './live/live-context.ts';
import './live/live.css';
import { useWords } from '../words/words-context.ts';
import { loadMonaco } from './load-monaco.ts';
import type { MountedEditor } from './mount-editor.ts';
import { useKnownNames } from './use-known-names.ts';

export interface SpecEditorProps {
  /** Whether it can be seen; it stays as it is while another view has its place. */
  shown: boolean;
  onSave: () => void;
  onRun: () => void;
}

/** The text of the spec, in Monaco, which is loaded when this is first shown and not before. */
export function SpecEditor({ shown, onSave, onRun }: SpecEditorProps) {
  const store = useEditorStore();
  const live = useLiveStore();
  const comments = useCommentStore();
  const container = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const save = useEffectEvent(onSave);
  const run = useEffectEvent(onRun);
  const names = useKnownNames();
  const known = useEffectEvent(() => names);
  const mounted = useRef<MountedEditor>(null);

  useEffect(() => {
    let disposed = false;
    void Promise.all([loadMonaco(), import('./mount-editor.ts')]).then(([monaco, { mountEditor }]) => {
      if (disposed || container.current === null) return;
      mounted.current = mountEditor(
        monaco,
        container.current,
        store,
        {
          save: () => save(),
          run: () => run(),
        },
        live,
        comments,
        () => known(),
      );
      setReady(true);
    });
    return () => {
      disposed = true;
      mounted.current?.dispose();
      mounted.current = null;
    };
  }, [store, live, comments]);
  useEffect(() => {
    if (shown) mounted.current?.show();
  }, [shown]);

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={container} className="absolute inset-0" />
      {ready ? null : <EditorSkeleton />}
    </div>
  );
}

function EditorSkeleton() {
  const say = useWords('editor');
  return (
    <div aria-busy="true" className="absolute inset-0 flex flex-col gap-2.5 bg-surface py-4 ps-16">
      <span className="sr-only">{say('loadingEditor')}</span>
      {[28, 40, 36, 52, 24, 60, 44, 30, 48, 56].map((width) => (
        <Skeleton key={width} className="h-3" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
