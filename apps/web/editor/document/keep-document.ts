import type { AgentDocumentView } from '@agent-factory/contracts';
import { bytesOf, fromOthers } from '@agent-factory/live';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { keepLastWords, takeLastWords } from './last-words.ts';
import { joinOtherTabs } from './other-tabs.ts';
import type { SpecDocument } from './spec-document.ts';

/** A saved version that a text began from. */
export interface BaseVersion {
  version: number;
  text: string;
}

/** The document as it was opened. */
export interface OpenedDocument {
  documentId: string;
  base: BaseVersion;
  /** Null where the server could not be asked: this browser's own copy was opened. */
  rights: Pick<AgentDocumentView, 'may' | 'why'> | null;
}

export interface KeepOptions {
  agentId: string;
  /** The document that everybody has, as the server knows it; rejects where it cannot be reached. */
  readShared: () => Promise<AgentDocumentView>;
  onOpen: (opened: OpenedDocument) => void;
  /** Another tab has saved a version, which this one's text began from too. */
  onSaved: (base: BaseVersion) => void;
}

export interface Keeper {
  /** A version was saved from this document. */
  saved(base: BaseVersion): void;
  close(): void;
}

/**
 * Keeps unsaved work in this browser: what was written here is read from its database and put together with what
 * everybody has, every change is written as it happens, and the other tabs are joined. The text enters the document
 * once for everybody, by the server: two that filled it would have it twice. Where the server cannot be reached, this
 * browser's copy opens; where it has none, the server is asked until it answers.
 */
export function keepDocument(
  document: SpecDocument,
  { agentId, readShared, onOpen, onSaved }: KeepOptions,
): Keeper {
  const { doc } = document;
  let kept: IndexeddbPersistence | undefined;
  let tabs: ReturnType<typeof joinOtherTabs> | undefined;
  let base: BaseVersion | undefined;
  let isClosed = false;
  const closers: (() => void)[] = [];

  function take(next: BaseVersion): boolean {
    if (base !== undefined && next.version <= base.version) return false;
    base = next;
    return true;
  }

  function keepBase({ version, text }: BaseVersion): void {
    kept?.set('base', JSON.stringify({ version, text })).catch(() => {});
  }

  async function read(name: string): Promise<void> {
    kept = new IndexeddbPersistence(name, doc);
    await kept.whenSynced;
    takeLastWords(doc, `${name}:last`);
  }

  /** Null where neither the server nor this browser has one. */
  async function open(): Promise<OpenedDocument | null> {
    const shared = await readShared().catch(() => null);
    const documentId = shared?.document_id ?? knownId(agentId);
    if (isClosed || documentId === null) return null;
    rememberId(agentId, documentId);
    // By its own id: a copy of another document must never be put together with this one.
    const name = `spec:${agentId}:${documentId}`;
    try {
      await Promise.race([read(name), late()]);
    } catch {
      // Nothing is kept here; the document lives as long as the page does.
    }
    if (isClosed) return null;
    if (shared !== null) Y.applyUpdate(doc, bytesOf(shared.update), fromOthers);
    base =
      shared === null
        ? baseOf(await kept?.get('base').catch(() => null))
        : { version: shared.base_version, text: shared.base_spec };
    if (isClosed) return null;
    keepBase(base);
    tabs = joinOtherTabs(doc, name, (version, saved) => {
      if (take({ version, text: saved })) onSaved({ version, text: saved });
    });
    closers.push(tabs.close, keepLastWords(doc, `${name}:last`));
    return { documentId, base, rights: shared === null ? null : { may: shared.may, why: shared.why } };
  }

  void (async () => {
    for (;;) {
      const opened = await open();
      if (isClosed) return;
      if (opened !== null) {
        document.open();
        onOpen(opened);
        return;
      }
      await pause(againMs);
    }
  })();

  return {
    saved(next) {
      if (!take(next)) return;
      keepBase(next);
      tabs?.tellSaved(next.version, next.text);
    },
    close() {
      isClosed = true;
      for (const close of closers) close();
      kept?.destroy().catch(() => {});
    },
  };
}

const againMs = 3000;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A database that does not answer is as good as none. */
async function late(): Promise<never> {
  await pause(4000);
  throw new Error('The copy in this browser could not be read in time.');
}

const idKey = (agentId: string) => `spec:${agentId}:document`;

/** Which document this browser has a copy of, for when the server cannot be asked. */
function knownId(agentId: string): string | null {
  try {
    return localStorage.getItem(idKey(agentId));
  } catch {
    return null;
  }
}

function rememberId(agentId: string, documentId: string): void {
  try {
    localStorage.setItem(idKey(agentId), documentId);
  } catch {
    // Then this browser opens nothing without the server.
  }
}

function baseOf(stored: unknown): BaseVersion {
  const kept: unknown = typeof stored === 'string' ? JSON.parse(stored) : null;
  if (typeof kept === 'object' && kept !== null && 'version' in kept && 'text' in kept) {
    const { version, text } = kept;
    if (typeof version === 'number' && typeof text === 'string') return { version, text };
  }
  return { version: 1, text: '' };
}
