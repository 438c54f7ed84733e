import * as Y from 'yjs';

/**
 * What was changed just before the page went away, written in one go: the browser's database takes its time, and a
 * closed page does not wait for it. An update of Yjs may be applied twice, so it does not matter whether it got through.
 */
export function keepLastWords(doc: Y.Doc, name: string): () => void {
  let recent: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onUpdate(update: Uint8Array): void {
    recent.push(update);
    clearTimeout(timer);
    timer = setTimeout(() => {
      recent = [];
    }, writtenAfterMs);
  }
  function onLeave(): void {
    if (recent.length === 0) return;
    try {
      const bytes = Y.mergeUpdates(recent);
      localStorage.setItem(name, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    } catch {
      // No room: the database has it but for its last moment.
    }
  }
  doc.on('update', onUpdate);
  window.addEventListener('pagehide', onLeave);
  return () => {
    clearTimeout(timer);
    doc.off('update', onUpdate);
    window.removeEventListener('pagehide', onLeave);
  };
}

/** After so long without a change the database has written all of them. */
const writtenAfterMs = 2000;

/** Takes them back in, once. An update that builds on ones which are gone stays pending and does no harm. */
export function takeLastWords(doc: Y.Doc, name: string): void {
  try {
    const kept = localStorage.getItem(name);
    if (kept === null) return;
    localStorage.removeItem(name);
    Y.applyUpdate(
      doc,
      Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0)),
      'last-words',
    );
  } catch {
    // Unreadable: then there is nothing to take.
  }
}
