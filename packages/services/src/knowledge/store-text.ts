import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { finishDocument, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { detectLanguage } from './detect-language.ts';
import { passagesOf } from './passages-of.ts';
import type { ReadFile } from './read-file.ts';

/** Makes a document that was read ready to be found. No-op for one that is gone or ready. */
export async function storeText(
  services: Pick<Services, 'db'>,
  { id, teamId, file }: { id: DocumentId; teamId: TeamId; file: ReadFile },
): Promise<void> {
  const passages = passagesOf(file.sections);
  const language = detectLanguage(file.body);
  await withTenant(services.db, { type: 'system', teamId, reason: 'index_document' }, (tx) =>
    finishDocument(tx, { id, teamId, language, body: file.body, passages }),
  );
}
