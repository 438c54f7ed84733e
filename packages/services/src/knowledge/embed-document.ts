import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { embedPassages, listPassages, selectDocument, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { embedTexts } from './embed-texts.ts';
import { storedVector } from './vectors.ts';

/** Some 50,000 tokens: under every vendor's bound for one request. */
const batchSize = 64;

/** Gives the passages of a document vectors, all by one model, or none. */
export async function embedDocument(
  services: Services,
  { id, teamId, title }: { id: DocumentId; teamId: TeamId; title: string },
): Promise<void> {
  const system = { type: 'system', teamId, reason: 'embed' } as const;
  const { document, passages } = await withTenant(services.db, system, async (tx) => ({
    document: await selectDocument(tx, { id, teamId }),
    passages: await listPassages(tx, { id, teamId }),
  }));
  if (document?.status !== 'ready' || document.embeddingModel !== null || passages.length === 0) return;

  const vectors: Buffer[] = [];
  let model = 'auto';
  for (let from = 0; from < passages.length; from += batchSize) {
    const input = passages
      .slice(from, from + batchSize)
      .map(({ heading, body }) => [title, heading, body].filter((part) => part !== '').join('\n'));
    const embedded = await embedTexts(services, { teamId, model, input });
    if (embedded === null || embedded.vectors.length !== input.length) return;
    model = embedded.model;
    vectors.push(...embedded.vectors.map(storedVector));
  }
  await withTenant(services.db, system, (tx) => embedPassages(tx, { id, teamId, model, vectors }));
}
