import { IndexeddbPersistence } from 'y-indexeddb';
import { changeBetween } from './change-between.ts';
import { keepLastWords, takeLastWords } from './last-words.ts';
import { joinOtherTabs } from './other-tabs.ts';
import type { SpecDocument } from './spec-document.ts';

/** A saved version that a text began from. */
export interface BaseVersion {
  version: number;
  text: string;
}

export interface KeepOptions {
  agentId: string;
  /** The newest version, as the server has it. */
  newest: BaseVersion;
  /** The document is open: `base` is what its text began from, which is older than `newest` for an old draft. */
  onOpen: (base: BaseVersion) => void;
  /** Another tab has saved a version, which this one's text began from too. */
  onSaved: (base: BaseVersion) => void;
}

export interface Keeper {
  /** A version was saved from this document. */
  saved(base: BaseVersion): void;
  close(): void;
}

/**
 * Keeps unsaved work in this browser: reads the document from its database, fills it from the newest version when it
 * is opened for the first time, writes every change as it happens, and joins the other tabs. A text without changes
 * follows a newer version; one with changes stays as it is. Where the browser keeps nothing (a private window, a full
 * disk) the document opens all the same.
 */
export function keepDocument(
  document: SpecDocument,
  { agentId, newest, onOpen, onSaved }: KeepOptions,
): Keeper {
  const { doc, text } = document;
  const name = `spec:${agentId}`;
  let kept: IndexeddbPersistence | undefined;
  let base = newest;
  let isClosed = false;
  const closers: (() => void)[] = [];

  function take(next: BaseVersion): boolean {
    if (next.version <= base.version) return false;
    base = next;
    return true;
  }

  const tabs = joinOtherTabs(doc, name, (version, saved) => {
    if (take({ version, text: saved })) onSaved(base);
  });
  closers.push(tabs.close, keepLastWords(doc, `${name}:last`));

  function fill(next: string): void {
    doc.transact(() => {
      for (const { offset, length, insert } of changeBetween(text.toString(), next)) {
        if (length > 0) text.delete(offset, length);
        text.insert(offset, insert);
      }
    }, 'seed');
  }

  async function read(): Promise<void> {
    kept = new IndexeddbPersistence(name, doc);
    const found = baseOf(await kept.get('base'));
    await kept.whenSynced;
    takeLastWords(doc, `${name}:last`);
    if (isClosed) return;
    if (found === null && text.length === 0) fill(newest.text);
    else if (found !== null && found.version < newest.version) {
      const now = text.toString();
      if (now === found.text) fill(newest.text);
      else if (now !== newest.text) base = found;
    }
    // Read back: after it, whoever reads next has what was filled in.
    await kept.set('base', JSON.stringify(base));
  }

  // One tab after the other: two that fill the same document would have its text twice.
  void oneAtATime(name, async () => {
    try {
      await Promise.race([read(), late()]);
    } catch {
      // Nothing is kept here; the document lives as long as the page does.
    }
    if (isClosed) return;
    if (text.length === 0 && base === newest && kept?.synced !== true) fill(newest.text);
    document.open();
    onOpen(base);
  });

  return {
    saved(next) {
      if (!take(next)) return;
      kept?.set('base', JSON.stringify(next)).catch(() => {});
      tabs.tellSaved(next.version, next.text);
    },
    close() {
      isClosed = true;
      for (const close of closers) close();
      kept?.destroy().catch(() => {});
    },
  };
}

/** A database that does not answer is as good as none. */
async function late(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 4000));
  throw new Error('The copy in this browser could not be read in time.');
}

/** Pages that are not served safely have no locks; two of their tabs are seldom opened in the same instant. */
async function oneAtATime(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator !== 'undefined' && 'locks' in navigator) await navigator.locks.request(name, work);
  else await work();
}

function baseOf(kept: unknown): BaseVersion | null {
  if (typeof kept !== 'string') return null;
  const { version, text } = JSON.parse(kept) as Partial<BaseVersion>;
  return typeof version === 'number' && typeof text === 'string' ? { version, text } : null;
}
