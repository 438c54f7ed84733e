import type { AgentId, TeamId } from '@agent-factory/contracts';
import { liveLimits } from '@agent-factory/contracts';
import {
  appendDocumentUpdate,
  lockAgentDocument,
  readAgentDocument,
  selectVersionTexts,
  setDocumentBase,
  withTenant,
} from '@agent-factory/db';
import * as Y from 'yjs';
import type { Services } from '../service-context.ts';
import { textOf, updateTowards } from './document-text.ts';
import { applyRow, roomActor } from './load-document.ts';

/**
 * Lets the working copy follow a version that was saved elsewhere: a copy without changes of its own becomes the new
 * text by the smallest changes, one whose text is the new version's already is noted to be its copy, and one with changes
 * stays as it is. Under the document's lock, so that of several processes one does it; what it wrote is read like
 * everything else.
 */
export async function followVersion(
  { db }: Pick<Services, 'db'>,
  { agentId, teamId }: { agentId: AgentId; teamId: TeamId },
): Promise<void> {
  await withTenant(db, roomActor(teamId), async (tx) => {
    if (!(await lockAgentDocument(tx, { agentId, teamId }))) return;
    const row = await readAgentDocument(tx, { agentId, teamId, after: -1 });
    if (row === undefined || row.newestVersion <= row.baseVersion) return;
    const { baseVersion: from, newestVersion: version, documentId } = row;
    const doc = new Y.Doc();
    applyRow(doc, row);
    const text = textOf(doc);
    const texts = await selectVersionTexts(tx, { agentId, teamId, versions: [from, version] });
    const newest = texts.get(version);
    if (newest === undefined || (text !== newest && text !== texts.get(from))) return;
    if (text !== newest) {
      const bytes = updateTowards(doc, newest);
      const mostBytes = liveLimits.storedBytes;
      const seq = await appendDocumentUpdate(tx, {
        ...{ agentId, teamId, documentId, bytes, madeBy: null, mostBytes },
      });
      if (seq === undefined) return;
    }
    await setDocumentBase(tx, { agentId, teamId, version });
    doc.destroy();
  });
}
