import {
  type LivePlace,
  type LivePresence,
  type LiveServerMessage,
  liveEnds,
  packUpdate,
  unpackUpdate,
} from '@agent-factory/contracts';
import * as Y from 'yjs';
import { base64Of, bytesOf } from './base64.ts';
import { pauseBefore } from './pause-before.ts';

/**
 * `connecting`: for the first time; `connected`: everything is stored; `storing`: something is on its way; `offline`: it
 * is tried again, and what is written stays in the document; `ended`: for good, see `why`.
 */
export type LiveState =
  | { at: 'connecting' | 'connected' | 'storing' | 'offline' }
  | { at: 'ended'; end: 'gone' | 'forbidden' | 'signed_out' | 'replaced'; why: string };

export interface LiveOptions {
  /** With a copy of the document that `documentId` names, or empty with null. */
  doc: Y.Doc;
  documentId: string | null;
  /** `wss://…/v1/agents/{id}/live`. */
  url: string;
  /**
   * A new ticket; each opens one connection. Resolves with null for somebody who is signed out; rejects while it cannot
   * be had.
   */
  ticket(): Promise<string | null>;
  onState(state: LiveState): void;
  /** Everybody else who is there, in the order in which they came. */
  onPeople(people: readonly LivePresence[]): void;
  onMay(may: 'edit' | 'see', why: string | null): void;
  onVersions(versions: { base: number; newest: number }): void;
  onDocument?(documentId: string): void;
  onComments?(): void;
}

export interface LiveConnection {
  /** Says where the person is; the last word counts, some times a second at most. */
  move(place: LivePlace | null): void;
  /** Tries at once where it waits for the next try: the network is back. */
  wake(): void;
  /** Lets go at once: the network is gone, or a test says so. */
  drop(): void;
  close(): void;
}

/** The origin of transactions that come from others. */
export const fromOthers = 'live';

/** Letters typed in this time go as one update. */
const gatherMs = 25;
const moveMs = 100;
/** A write that is not told as stored by then never arrived. */
const storeMs = 10_000;

/**
 * Holds a document on what others write. Local changes are sent as they happen; after a break both sides tell each other
 * what the other lacks, so that nothing is lost however often it breaks. The document is the caller's: it lives before,
 * after and without a connection.
 */
export function connectLive(options: LiveOptions): LiveConnection {
  const { doc } = options;
  let { documentId } = options;
  let socket: WebSocket | null = null;
  let isWelcome = false;
  let may: 'edit' | 'see' = 'see';
  let failures = 0;
  let isClosed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let state: LiveState = { at: 'connecting' };

  let gathered: Uint8Array[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let sent = 0;
  let stored = 0;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  let place: LivePlace | null = null;
  let moving: ReturnType<typeof setTimeout> | undefined;
  let people = new Map<string, LivePresence>();

  function become(next: LiveState): void {
    if (next.at === state.at && next.at !== 'ended') return;
    state = next;
    options.onState(next);
  }

  function settle(): void {
    if (!isWelcome) return;
    const isStored = gathered.length === 0 && stored >= sent;
    become({ at: isStored || may === 'see' ? 'connected' : 'storing' });
  }

  async function connect(): Promise<void> {
    clearTimeout(retry);
    retry = undefined;
    let ticket: string | null;
    try {
      ticket = await options.ticket();
    } catch {
      return later();
    }
    if (isClosed || socket !== null) return;
    if (ticket === null) return finish('signed_out', 'You are signed out. What you wrote is kept here.');
    open(ticket);
  }

  function open(ticket: string): void {
    const own = new WebSocket(options.url);
    own.binaryType = 'arraybuffer';
    socket = own;
    own.onopen = () => {
      own.send(
        JSON.stringify({
          type: 'hello',
          ticket,
          document: documentId,
          vector: base64Of(Y.encodeStateVector(doc)),
        }),
      );
    };
    own.onmessage = ({ data }: { data: string | ArrayBuffer }) => {
      if (socket !== own) return;
      if (typeof data === 'string') hear(JSON.parse(data) as LiveServerMessage);
      else {
        const frame = unpackUpdate(new Uint8Array(data));
        if (frame !== null) Y.applyUpdate(doc, frame.update, fromOthers);
      }
    };
    own.onclose = ({ code, reason }) => {
      if (socket === own) lost(code, reason);
    };
  }

  function hear(message: LiveServerMessage): void {
    switch (message.type) {
      case 'welcome':
        welcome(message);
        return;
      case 'stored':
        stored = Math.max(stored, message.number);
        if (stored >= sent) clearTimeout(overdue);
        settle();
        return;
      case 'presence':
        people.set(message.presence.connection, message.presence);
        options.onPeople([...people.values()]);
        return;
      case 'left':
        if (people.delete(message.connection)) options.onPeople([...people.values()]);
        return;
      case 'may':
        may = message.may;
        options.onMay(may, message.why);
        // What was written while it was not allowed goes now.
        if (may === 'edit') sendMissing(null);
        settle();
        return;
      case 'version':
        options.onVersions({ base: message.base_version, newest: message.newest_version });
        return;
      case 'comments':
        options.onComments?.();
        return;
      default:
        // A newer server says more than this page knows of.
        message satisfies never;
    }
  }

  function welcome(message: Extract<LiveServerMessage, { type: 'welcome' }>): void {
    if (documentId !== null && documentId !== message.document) {
      finish(
        'replaced',
        'This agent’s text was begun anew elsewhere. Copy what you need from yours, then load the page again.',
      );
      return;
    }
    documentId = message.document;
    options.onDocument?.(documentId);
    isWelcome = true;
    failures = 0;
    may = message.may;
    gathered = [];
    stored = sent;
    Y.applyUpdate(doc, bytesOf(message.update), fromOthers);
    people = new Map(message.people.map((presence) => [presence.connection, presence]));
    options.onMay(may, message.why);
    options.onVersions({ base: message.base_version, newest: message.newest_version });
    options.onPeople([...people.values()]);
    options.onComments?.();
    sendMissing(bytesOf(message.vector));
    if (place !== null) say({ type: 'presence', place });
    settle();
  }

  /** Sends what a holder of that state vector lacks; all there is, where it is not known. */
  function sendMissing(vector: Uint8Array | null): void {
    if (may !== 'edit') return;
    const missing = vector === null ? Y.encodeStateAsUpdate(doc) : Y.encodeStateAsUpdate(doc, vector);
    // Two zeros: no text, and nothing deleted.
    if (missing.byteLength > 2) write(missing);
  }

  function write(update: Uint8Array): void {
    if (socket === null) return;
    sent += 1;
    socket.send(packUpdate(sent, update));
    clearTimeout(overdue);
    overdue = setTimeout(() => drop(), storeMs);
  }

  function onUpdate(update: Uint8Array, origin: unknown): void {
    // What is written without a connection is found again by the state vectors.
    if (origin === fromOthers || !isWelcome || may !== 'edit') return;
    gathered.push(update);
    gathering ??= setTimeout(flush, gatherMs);
    settle();
  }
  doc.on('update', onUpdate);

  function flush(): void {
    clearTimeout(gathering);
    gathering = undefined;
    if (!isWelcome || gathered.length === 0) return;
    const update = gathered.length === 1 ? gathered[0] : Y.mergeUpdates(gathered);
    gathered = [];
    if (update !== undefined) write(update);
  }

  function say(message: { type: 'presence'; place: LivePlace | null }): void {
    if (isWelcome && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function letGo(): void {
    const own = socket;
    socket = null;
    isWelcome = false;
    gathered = [];
    clearTimeout(gathering);
    gathering = undefined;
    clearTimeout(overdue);
    if (own !== null) own.close();
    if (people.size > 0) {
      people = new Map();
      options.onPeople([]);
    }
  }

  function lost(code: number, reason: string): void {
    letGo();
    if (code === liveEnds.gone) {
      finish('gone', reason);
      return;
    }
    if (code === liveEnds.forbidden) {
      finish('forbidden', reason);
      return;
    }
    if (code === liveEnds.moved) failures = 0;
    later();
  }

  function later(): void {
    if (isClosed) return;
    become({ at: 'offline' });
    failures += 1;
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), pauseBefore(failures));
  }

  function finish(end: Extract<LiveState, { at: 'ended' }>['end'], why: string): void {
    letGo();
    shut();
    become({ at: 'ended', end, why });
  }

  function shut(): void {
    isClosed = true;
    clearTimeout(retry);
    clearTimeout(moving);
    doc.off('update', onUpdate);
  }

  function drop(): void {
    if (isClosed || socket === null) return;
    letGo();
    later();
  }

  void connect();

  return {
    move(to) {
      place = to;
      moving ??= setTimeout(() => {
        moving = undefined;
        say({ type: 'presence', place });
      }, moveMs);
    },
    wake() {
      if (isClosed || socket !== null || retry === undefined) return;
      failures = 0;
      void connect();
    },
    drop,
    close() {
      flush();
      shut();
      letGo();
    },
  };
}
