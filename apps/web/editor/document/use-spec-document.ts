import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC, useTRPCClient } from '../../trpc/context.ts';
import type { Agent } from '../../trpc/outputs.ts';
import { createEditorStore, type EditorStore, isDirty } from '../editor-store.ts';
import { createLiveStore, type LiveStore } from '../live/live-store.ts';
import { usePresence } from '../live/use-presence.ts';
import { keepDocument, type OpenedDocument } from './keep-document.ts';
import { createSpecDocument } from './spec-document.ts';

/** Unsaved work that was found on opening. */
export interface FoundDraft {
  /** Whether a newer version was saved since it was begun. */
  outdated: boolean;
}

export interface OpenSpec {
  store: EditorStore;
  /** Who else is there. */
  live: LiveStore;
  found: FoundDraft | null;
  /** What was found has been said. */
  dismissFound(): void;
}

/**
 * The document of an open agent, kept in this browser, joined with the other tabs and with everybody else who has it
 * open, and the store that follows it. `liveUrl`: where the API is for browsers.
 */
export function useSpecDocument(agent: Agent, liveUrl: string): OpenSpec {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [live] = useState(createLiveStore);
  const [store] = useState(() => {
    const saved = { version: agent.version, text: agent.spec };
    return createEditorStore(createSpecDocument({ text: agent.spec, waits: true }), { saved });
  });
  const [found, setFound] = useState<FoundDraft | null>(null);
  const [newest] = useState(agent.version);

  const readShared = useEffectEvent(() => client.agents.document.query({ id: agent.id }));
  const ticket = useEffectEvent(async (): Promise<string | null> => {
    try {
      return (await client.agents.liveTicket.mutate({ id: agent.id })).ticket;
    } catch (error) {
      if (apiFailure(error).code === 'unauthenticated') return null;
      throw error;
    }
  });
  /** The shared text is a working copy of a newer version than this page knew. */
  const rebase = useEffectEvent(async (version: number): Promise<void> => {
    await queryClient.invalidateQueries(trpc.agents.pathFilter());
    const { items } = await client.agents.versions.query({ id: agent.id });
    const base = items.find((one) => one.version === version);
    if (base !== undefined && store.getState().saved.version < version) {
      store.getState().markSaved(version, base.spec);
    }
  });

  useEffect(() => {
    let closeLive = () => {};
    let isClosed = false;

    function opened({ documentId, base, rights }: OpenedDocument): void {
      if (rights !== null) live.setState(rights);
      store.getState().setMayEdit(rights?.may !== 'see');
      store.getState().opened(base);
      setFound(isDirty(store.getState()) ? { outdated: base.version !== newest } : null);
      // The page is there without it; what is written meanwhile goes as soon as it is.
      void import('../live/open-live.ts').then(({ openLive }) => {
        if (isClosed) return;
        const { doc } = store.getState().spec;
        closeLive = openLive({
          doc,
          documentId,
          agentId: agent.id,
          liveUrl,
          ticket: () => ticket(),
          store: live,
        });
      });
    }

    const keeper = keepDocument(store.getState().spec, {
      agentId: agent.id,
      readShared: () => readShared(),
      onOpen: opened,
      onSaved: ({ version, text }) => store.getState().markSaved(version, text),
    });
    const stop = store.subscribe((state, before) => {
      if (state.saved !== before.saved) keeper.saved(state.saved);
    });
    const follow = live.subscribe(({ may, versions }, before) => {
      if (may !== before.may && may !== null) store.getState().setMayEdit(may === 'edit');
      if (versions === null || versions === before.versions) return;
      if (versions.base > store.getState().saved.version) void rebase(versions.base).catch(() => {});
    });
    return () => {
      isClosed = true;
      follow();
      stop();
      closeLive();
      keeper.close();
    };
  }, [agent.id, live, liveUrl, newest, store]);
  usePresence(store, live);

  return { store, live, found, dismissFound: () => setFound(null) };
}
