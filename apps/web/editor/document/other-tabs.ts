import * as Y from 'yjs';

/** What tabs of one browser tell each other of one agent. */
type Told =
  | { kind: 'update'; update: Uint8Array }
  /** A tab that has just opened asks for what it lacks. */
  | { kind: 'hello'; state: Uint8Array }
  | { kind: 'saved'; version: number; text: string };

export interface OtherTabs {
  tellSaved(version: number, text: string): void;
  close(): void;
}

/**
 * Joins the documents of all tabs that have the agent open: what is typed in one is in the others at once, network or
 * not, and none overwrites another. Does nothing where the browser has no BroadcastChannel.
 */
export function joinOtherTabs(
  doc: Y.Doc,
  name: string,
  onSaved: (version: number, text: string) => void,
): OtherTabs {
  if (typeof BroadcastChannel === 'undefined') return { tellSaved: () => {}, close: () => {} };
  const channel = new BroadcastChannel(name);
  const tell = (told: Told) => channel.postMessage(told);

  function onUpdate(update: Uint8Array, origin: unknown): void {
    if (origin !== channel) tell({ kind: 'update', update });
  }
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    switch (data.kind) {
      case 'update':
        Y.applyUpdate(doc, data.update, channel);
        break;
      case 'hello': {
        tell({ kind: 'update', update: Y.encodeStateAsUpdate(doc, data.state) });
        break;
      }
      case 'saved':
        onSaved(data.version, data.text);
        break;
      default:
        data satisfies never;
    }
  };
  doc.on('update', onUpdate);
  tell({ kind: 'hello', state: Y.encodeStateVector(doc) });
  return {
    tellSaved: (version, text) => tell({ kind: 'saved', version, text }),
    close() {
      doc.off('update', onUpdate);
      channel.close();
    },
  };
}
