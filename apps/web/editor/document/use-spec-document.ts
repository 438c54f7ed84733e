import { useEffect, useState } from 'react';
import type { Agent } from '../../trpc/outputs.ts';
import { createEditorStore, type EditorStore, isDirty } from '../editor-store.ts';
import { keepDocument } from './keep-document.ts';
import { createSpecDocument } from './spec-document.ts';

/** Unsaved work that was found on opening. */
export interface FoundDraft {
  /** Whether a newer version was saved since it was begun. */
  outdated: boolean;
}

export interface OpenSpec {
  store: EditorStore;
  found: FoundDraft | null;
  /** What was found has been said. */
  dismissFound(): void;
}

/** The document of an open agent, kept in this browser and joined with the other tabs, and the store that follows it. */
export function useSpecDocument(agent: Agent): OpenSpec {
  const [store] = useState(() => {
    const saved = { version: agent.version, text: agent.spec };
    return createEditorStore(createSpecDocument({ text: agent.spec, waits: true }), { saved });
  });
  const [found, setFound] = useState<FoundDraft | null>(null);
  const [newest] = useState({ version: agent.version, text: agent.spec });

  useEffect(() => {
    const keeper = keepDocument(store.getState().spec, {
      agentId: agent.id,
      newest,
      onOpen(base) {
        store.getState().opened(base);
        const outdated = base.version !== newest.version;
        setFound(isDirty(store.getState()) ? { outdated } : null);
      },
      onSaved: ({ version, text }) => store.getState().markSaved(version, text),
    });
    const stop = store.subscribe((state, before) => {
      if (state.saved !== before.saved) keeper.saved(state.saved);
    });
    return () => {
      stop();
      keeper.close();
    };
  }, [agent.id, newest, store]);

  return { store, found, dismissFound: () => setFound(null) };
}
