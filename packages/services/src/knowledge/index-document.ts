import { isAppError, type JobPayload } from '@agent-factory/contracts';
import { failDocument, selectOriginal, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { embedDocument } from './embed-document.ts';
import { readFile } from './read-file.ts';
import { storeText } from './store-text.ts';

/**
 * Does what a document still lacks: reads its file, and gives its passages vectors where a provider offers any. Does
 * nothing for one that is gone. Throws only for failures of the infrastructure, after which the queue calls again.
 */
export async function indexDocument({
  services,
  input: { document_id: id, team_id: teamId },
}: {
  services: Services;
  input: JobPayload<'index_document'>;
}): Promise<void> {
  const system = { type: 'system', teamId, reason: 'index_document' } as const;
  const found = await withTenant(services.db, system, (tx) => selectOriginal(tx, { id, teamId }));
  if (found === undefined) return;
  if (found.original !== null) {
    try {
      const file = await readFile({ format: found.format, bytes: found.original });
      await storeText(services, { id, teamId, file });
    } catch (error) {
      if (!isAppError(error)) throw error;
      await withTenant(services.db, system, (tx) => failDocument(tx, { id, teamId, error: error.message }));
      return;
    }
  }
  await embedDocument(services, { id, teamId, title: found.title });
}
