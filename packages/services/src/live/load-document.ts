import type { Actor, AgentId, TeamId } from '@agent-factory/contracts';
import {
  type AgentDocumentRow,
  insertAgentDocument,
  readAgentDocument,
  selectAgent,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import * as Y from 'yjs';
import { notFound } from '../access/not-found.ts';
import type { Services } from '../service-context.ts';
import { documentOf } from './document-text.ts';

/** A document as this process has read it. */
export interface LoadedDocument {
  doc: Y.Doc;
  documentId: string;
  /** Everything up to here is in `doc`. */
  seq: number;
  baseVersion: number;
  newestVersion: number;
}

/** On whose behalf a room reads: its own team's, whoever of it is there. */
export function roomActor(teamId: TeamId): Actor {
  return { type: 'system', teamId, reason: 'a document that people write together' };
}

/**
 * The document of an agent; made of its newest version's text where there was none. Whoever asks first makes it, once,
 * however many ask at a time. Errors: `not_found`.
 */
export async function loadDocument(
  { db }: Pick<Services, 'db'>,
  { agentId, teamId }: { agentId: AgentId; teamId: TeamId },
): Promise<LoadedDocument> {
  const actor = roomActor(teamId);
  const read = () => withTenantOnce(db, actor, (tx) => readAgentDocument(tx, { agentId, teamId, after: -1 }));
  const row = (await read()) ?? (await make());
  const doc = new Y.Doc();
  applyRow(doc, row);
  const { documentId, lastSeq, baseVersion, newestVersion } = row;
  return { doc, documentId, seq: lastSeq, baseVersion, newestVersion };

  async function make(): Promise<AgentDocumentRow> {
    await withTenant(db, actor, async (tx) => {
      const agent = await selectAgent(tx, { id: agentId, teamId });
      if (agent === undefined) throw notFound('agent');
      const snapshot = documentOf(agent.spec);
      await insertAgentDocument(tx, { agentId, teamId, baseVersion: agent.version, snapshot });
    });
    const made = await read();
    if (made === undefined) throw notFound('agent');
    return made;
  }
}

/** Puts what was read into the document and answers with each update, in order. */
export function applyRow(
  doc: Y.Doc,
  { snapshot, updates }: Pick<AgentDocumentRow, 'snapshot' | 'updates'>,
): Uint8Array[] {
  const news = [...(snapshot === null ? [] : [snapshot]), ...updates];
  doc.transact(() => {
    for (const update of news) Y.applyUpdate(doc, update);
  });
  return news;
}
