import { livePath } from '@agent-factory/contracts';
import { connectLive } from '@agent-factory/live';
import type { Doc } from 'yjs';
import type { LiveStore } from './live-store.ts';

/**
 * Holds an open document on what others write, and the store on who they are, until the returned function is called.
 * `liveUrl` is the API's own address: the web server passes no WebSockets on.
 */
export function openLive(parts: {
  doc: Doc;
  documentId: string;
  agentId: string;
  liveUrl: string;
  ticket(): Promise<string | null>;
  store: LiveStore;
}): () => void {
  const { doc, documentId, agentId, liveUrl, ticket, store } = parts;
  const live = connectLive({
    doc,
    documentId,
    url: `${liveUrl.replace(/^http/, 'ws')}${livePath(agentId)}`,
    ticket,
    onState: (state) => store.setState({ state }),
    onPeople: (people) => store.setState({ people }),
    onMay: (may, why) => store.setState({ may, why }),
    onVersions: (versions) => store.setState({ versions }),
    onComments: () => store.setState(({ commentsAt }) => ({ commentsAt: commentsAt + 1 })),
  });
  store.setState({ documentId, move: live.move });
  const wake = () => live.wake();
  // A browser that is told of a lost network keeps the connection open until much later.
  const drop = () => live.drop();
  const look = () => {
    if (document.visibilityState === 'visible') live.wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('offline', drop);
  document.addEventListener('visibilitychange', look);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', drop);
    document.removeEventListener('visibilitychange', look);
    store.setState({ move: () => {}, people: [] });
    live.close();
  };
}
