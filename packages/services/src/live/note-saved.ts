import type { AgentId, TeamId } from '@agent-factory/contracts';
import {
  lockAgentDocument,
  readAgentDocument,
  setDocumentBase,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { roomActor } from './load-document.ts';

interface Place {
  agentId: AgentId;
  teamId: TeamId;
  documentId: string;
}

/** Whether the document that people write together is a working copy of that version: then a text of it builds on it. */
export async function buildsOn(
  tx: Transaction,
  { agentId, teamId, documentId }: Place,
  version: number,
): Promise<boolean> {
  // Nothing of the text is asked for.
  const after = Number.MAX_SAFE_INTEGER;
  const row = await readAgentDocument(tx, { agentId, teamId, after });
  return row?.documentId === documentId && row.baseVersion === version;
}

/**
 * Notes that a version was saved of the document, though others may have written on meanwhile: it is a working copy of
 * that version from now on. A process that ends before it costs a notice, no text.
 */
export async function noteSaved(
  { db }: Pick<Services, 'db'>,
  { agentId, teamId, documentId }: Place,
  version: number,
): Promise<void> {
  await withTenant(db, roomActor(teamId), async (tx) => {
    if (!(await lockAgentDocument(tx, { agentId, teamId }))) return;
    const row = await readAgentDocument(tx, { agentId, teamId, after: Number.MAX_SAFE_INTEGER });
    if (row?.documentId !== documentId || row.baseVersion >= version) return;
    await setDocumentBase(tx, { agentId, teamId, version });
  });
}
