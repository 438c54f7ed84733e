import {
  type AgentId,
  AppError,
  isAppError,
  type LiveEnd,
  type LivePlace,
  type LivePresence,
  type LiveServerMessage,
  liveLimits,
  type TeamId,
} from '@agent-factory/contracts';
import {
  appendDocumentUpdate,
  compactAgentDocument,
  lockAgentDocument,
  readAgentDocument,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import * as Y from 'yjs';
import type { Person } from '../access/require-person.ts';
import type { Services } from '../service-context.ts';
import type { DocumentRights } from './document-rights.ts';
import { followVersion } from './follow-version.ts';
import { applyRow, type LoadedDocument, roomActor } from './load-document.ts';
import { createPresenceOfOthers } from './presence-of-others.ts';
import { isKnown, requireRoom, requireTextUpdate } from './read-update.ts';

/** The far end of a connection, as its transport offers it. None of these waits, none throws. */
export interface LivePeer {
  tell(message: LiveServerMessage): void;
  /** Hands on an update. */
  pass(update: Uint8Array): void;
  end(reason: LiveEnd, words: string): void;
}

/** Somebody's place in a room, as its transport uses it. */
export interface LiveSeat {
  /** Takes an update, numbered by its sender. It is told as stored once it is, or the peer is ended. */
  write(number: number, update: Uint8Array): void;
  move(place: LivePlace | null): void;
  /** What the person may do from now on. */
  allow(rights: DocumentRights): void;
  leave(): void;
}

interface Member extends DocumentRights {
  connection: string;
  actor: Person;
  name: string;
  place: LivePlace | null;
  peer: LivePeer;
}

interface Waiting {
  member: Member;
  number: number;
  update: Uint8Array;
}

export interface LiveRoom {
  /**
   * Sits down and is told everything that `vector` lacks; synchronous, so that nothing falls between. Null where the
   * room has closed: the next one has everything.
   */
  sit(
    who: { actor: Person; name: string; rights: DocumentRights },
    has: { document: string | null; vector: Uint8Array },
    peer: LivePeer,
  ): LiveSeat | null;
  /** Ends every connection; what has come in is written first. */
  close(reason: LiveEnd): Promise<void>;
}

/** After so many updates they are put together. */
const compactAfter = 200;

/**
 * One document in one process, while somebody is there. Postgres is the truth: an update is written, then told as stored
 * and handed on; what other processes wrote is read when they announce it, at the latest after the bus's interval. So a
 * process may end at any moment, and nothing that was told as stored is lost.
 */
export function createLiveRoom(
  services: Pick<Services, 'db' | 'bus' | 'clock' | 'onError'>,
  { agentId, teamId }: { agentId: AgentId; teamId: TeamId },
  loaded: LoadedDocument,
  onEmpty: () => void,
): LiveRoom {
  const { db, bus, onError } = services;
  const { doc, documentId } = loaded;
  const place = { agentId, teamId };
  const members = new Set<Member>();
  let { seq, baseVersion, newestVersion } = loaded;
  let sinceCompaction = 0;
  /** A text with changes of its own may have become the newest version's since. */
  let mayFollow = false;
  let waiting: Waiting[] = [];
  let isClosed = false;

  const others = createPresenceOfOthers({
    now: () => services.clock.now(),
    announce: (body) => bus.announce({ runId: agentId, kind: 'presence', body }),
    own: () => [...members].map(presenceOf),
    onSeen: (presence) => tellAll({ type: 'presence', presence }),
    onLeft: (connection) => tellAll({ type: 'left', connection }),
  });

  function tellAll(message: LiveServerMessage, but?: Member): void {
    for (const member of [...members]) if (member !== but) member.peer.tell(message);
  }

  // Announcements come back to whoever made them, and what this room wrote it has read.
  let isAnnouncing = false;
  function announce(): void {
    isAnnouncing = true;
    bus.announce({ runId: agentId, kind: 'document' });
    isAnnouncing = false;
  }

  function endAll(reason: LiveEnd, words: string): void {
    for (const { peer } of [...members]) peer.end(reason, words);
  }

  // Reading: what other processes wrote, and what was saved elsewhere.

  let reading: Promise<void> | null = null;
  let readAgain = false;

  /** Reads until nothing was announced while it read; whoever calls meanwhile waits for the same end. */
  function read(): Promise<void> {
    readAgain = true;
    reading ??= (async () => {
      try {
        while (readAgain && !isClosed) {
          readAgain = false;
          await readOnce();
        }
      } catch (error) {
        // The next interval tries again; meanwhile nobody loses anything.
        onError(error, { part: 'live', agent: agentId });
      } finally {
        reading = null;
      }
    })();
    return reading;
  }

  async function readOnce(): Promise<void> {
    const row = await withTenantOnce(db, roomActor(teamId), (tx) =>
      readAgentDocument(tx, { ...place, after: seq }),
    );
    if (row === undefined || row.documentId !== documentId) {
      endAll('gone', 'This agent was deleted.');
      return;
    }
    const news = applyRow(doc, row);
    if (row.lastSeq > seq) seq = row.lastSeq;
    sinceCompaction += row.updates.length;
    for (const update of news) for (const { peer } of members) peer.pass(update);
    const isNews = row.baseVersion !== baseVersion || row.newestVersion !== newestVersion;
    ({ baseVersion, newestVersion } = row);
    if (isNews) tellAll({ type: 'version', base_version: baseVersion, newest_version: newestVersion });
    if (newestVersion > baseVersion && (isNews || mayFollow)) await follow();
  }

  async function follow(): Promise<void> {
    mayFollow = false;
    await followVersion(services, place);
    readAgain = true;
    announce();
  }

  // Writing: everything that came in while the last was written goes in one transaction of its writer.

  let writing: Promise<void> | null = null;

  function write(): Promise<void> {
    writing ??= (async () => {
      try {
        while (waiting.length > 0) {
          const [first] = waiting;
          if (first === undefined) return;
          const batch = takeOf(first.member.actor.userId);
          await store(batch);
        }
      } finally {
        writing = null;
      }
    })();
    return writing;
  }

  /** What one person sent, in the order in which it came. */
  function takeOf(userId: string): Waiting[] {
    const taken = waiting.filter(({ member }) => member.actor.userId === userId);
    waiting = waiting.filter(({ member }) => member.actor.userId !== userId);
    return taken;
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const { actor } = first.member;
    try {
      const bytes = batch.length === 1 ? first.update : Y.mergeUpdates(batch.map(({ update }) => update));
      if (isKnown(doc, bytes)) return tellStored(batch);
      requireRoom(doc, bytes);
      const written = await withTenantOnce(db, actor, (tx) =>
        appendDocumentUpdate(tx, {
          ...{ ...place, documentId, bytes, madeBy: actor.userId, mostBytes: liveLimits.storedBytes },
        }),
      );
      if (written === undefined) throw notTaken();
      Y.applyUpdate(doc, bytes);
      mayFollow = true;
      if (written === seq + 1) seq = written;
      // Somebody else wrote in between: their part is read, and ours again, which changes nothing.
      else void read();
      sinceCompaction += 1;
      const senders = new Set(batch.map(({ member }) => member));
      for (const member of members) {
        if (!(senders.size === 1 && senders.has(member))) member.peer.pass(bytes);
      }
      tellStored(batch);
      announce();
      if (sinceCompaction >= compactAfter) void compact();
    } catch (error) {
      const refused = isAppError(error);
      if (!refused) onError(error, { part: 'live', agent: agentId });
      for (const { peer } of new Set(batch.map(({ member }) => member))) {
        if (!refused) peer.end('unavailable', 'This could not be stored. It is kept in your browser.');
        else peer.end(error.code === 'forbidden' ? 'forbidden' : 'too_much', error.message);
      }
    }
  }

  function tellStored(batch: readonly Waiting[]): void {
    for (const { member, number } of batch) member.peer.tell({ type: 'stored', number });
  }

  /** The statement says no without saying why: the rights are asked for every 2 s, so that is the rarer case. */
  function notTaken(): AppError {
    return new AppError(
      'forbidden',
      'This change was not taken: the agent is gone, you may not change it any more, or its history has grown too long.',
    );
  }

  let compacting: Promise<void> | null = null;

  function compact(): Promise<void> {
    compacting ??= (async () => {
      try {
        sinceCompaction = 0;
        const upTo = seq;
        const snapshot = Y.encodeStateAsUpdate(doc);
        await withTenant(db, roomActor(teamId), async (tx) => {
          // The lock first: what is appended meanwhile would not be counted.
          if (await lockAgentDocument(tx, place))
            await compactAgentDocument(tx, { ...place, seq: upTo, snapshot });
        });
      } catch (error) {
        onError(error, { part: 'live', agent: agentId });
      } finally {
        compacting = null;
      }
    })();
    return compacting;
  }

  const unsubscribe = bus.subscribe(agentId, ({ kind, body }) => {
    if (kind === 'document') {
      if (!isAnnouncing) void read();
    } else if (kind === 'comments') tellAll({ type: 'comments' });
    else if (kind === 'presence' && body !== undefined) others.hear(body);
  });
  let timer = setTimeout(tick, bus.pollMs);
  function tick(): void {
    others.sweep();
    void read().finally(() => {
      if (!isClosed) timer = setTimeout(tick, bus.pollMs);
    });
  }

  async function end(): Promise<void> {
    if (isClosed) return;
    while (waiting.length > 0 || writing !== null) await write();
    // Somebody came while the last was written.
    if (members.size > 0) return;
    isClosed = true;
    clearTimeout(timer);
    unsubscribe();
    onEmpty();
    await reading;
    if (sinceCompaction > 0) await compact();
    await compacting;
    doc.destroy();
  }

  if (newestVersion > baseVersion)
    void follow().then(read, (error: unknown) => onError(error, { part: 'live' }));

  return {
    sit({ actor, name, rights }, has, peer) {
      if (isClosed) return null;
      const member: Member = { connection: crypto.randomUUID(), actor, name, place: null, peer, ...rights };
      const known = has.document === documentId;
      const people = [...[...members].map(presenceOf), ...others.list()];
      members.add(member);
      peer.tell({
        type: 'welcome',
        connection: member.connection,
        document: documentId,
        update: base64Of(encodeFor(doc, known ? has.vector : null)),
        vector: base64Of(Y.encodeStateVector(doc)),
        may: member.may,
        why: member.why,
        people,
        base_version: baseVersion,
        newest_version: newestVersion,
      });
      tellAll({ type: 'presence', presence: presenceOf(member) }, member);
      others.tellOwn();
      return {
        write(number, update) {
          if (!members.has(member)) return;
          if (member.may !== 'edit') {
            peer.end('forbidden', member.why ?? 'You may not change this agent.');
            return;
          }
          try {
            requireTextUpdate(update);
          } catch (error) {
            peer.end('unreadable', isAppError(error) ? error.message : 'This is no change of a text.');
            return;
          }
          waiting.push({ member, number, update });
          void write();
        },
        move(to) {
          member.place = to;
          tellAll({ type: 'presence', presence: presenceOf(member) }, member);
          others.tellOwn();
        },
        allow({ may, why }) {
          if (member.may === may && member.why === why) return;
          Object.assign(member, { may, why });
          peer.tell({ type: 'may', may, why });
          tellAll({ type: 'presence', presence: presenceOf(member) }, member);
        },
        leave() {
          if (!members.delete(member)) return;
          tellAll({ type: 'left', connection: member.connection });
          others.tellLeft(member.connection);
          if (members.size === 0) void end();
        },
      };
    },

    async close(reason) {
      while (waiting.length > 0 || writing !== null) await write();
      endAll(reason, 'This server stops. Another takes over.');
      members.clear();
      await end();
    },
  };
}

function presenceOf({ connection, actor, name, may, place }: Member): LivePresence {
  return { connection, person: { id: actor.userId, name }, may, place };
}

/** What a holder of that state vector lacks; everything, where the vector says nothing that can be read. */
function encodeFor(doc: Y.Doc, vector: Uint8Array | null): Uint8Array {
  if (vector === null) return Y.encodeStateAsUpdate(doc);
  try {
    return Y.encodeStateAsUpdate(doc, vector);
  } catch {
    return Y.encodeStateAsUpdate(doc);
  }
}

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
