import { randomUUID } from 'node:crypto';
import type * as statements from '../index.ts';
import type { Tenant } from './tenants.ts';

type Room = typeof statements;
type Try = (room: Room, tx: statements.Transaction, own: Tenant, foreign: Tenant) => Promise<unknown>;

const bytes = new Uint8Array([0, 0]);
const place = (own: Tenant, foreign: Tenant) => ({ teamId: own.teamId, agentId: foreign.agentId });

/** The statements of `queries/live`, as the own team asks for what is the other's; see `explicit-tenant.test.ts`. */
export const liveTries: Record<string, Try> = {
  appendDocumentUpdate: (room, tx, a, b) =>
    // The seed names each document by its owner's id.
    room.appendDocumentUpdate(tx, {
      ...{ ...place(a, b), documentId: b.users.owner, bytes, madeBy: null, mostBytes: 1_000 },
    }),
  compactAgentDocument: (room, tx, a, b) =>
    room.compactAgentDocument(tx, { ...place(a, b), seq: 1, snapshot: bytes }),
  insertAgentDocument: (room, tx, a, b) =>
    room.insertAgentDocument(tx, { ...place(a, b), baseVersion: 1, snapshot: bytes }),
  insertLiveTicket: (room, tx, a, b) =>
    room.insertLiveTicket(tx, {
      ...{ ...place(a, b), id: randomUUID(), userId: a.users.editor, expiresAt: new Date('2999-01-01') },
    }),
  lockAgentDocument: (room, tx, a, b) => room.lockAgentDocument(tx, place(a, b)),
  readAgentDocument: (room, tx, a, b) => room.readAgentDocument(tx, { ...place(a, b), after: -1 }),
  selectVersionTexts: async (room, tx, a, b) =>
    (await room.selectVersionTexts(tx, { ...place(a, b), versions: [1] })).get(1),
  setDocumentBase: (room, tx, a, b) => room.setDocumentBase(tx, { ...place(a, b), version: 9 }),
  useLiveTicket: (room, tx, a, b) =>
    room.useLiveTicket(tx, {
      ...{ ...place(a, b), id: b.users.owner, userId: b.users.owner, now: new Date('2026-01-01') },
    }),
};

/** Those that only a member may ask. */
export const liveAsMember = ['insertLiveTicket', 'useLiveTicket'];
