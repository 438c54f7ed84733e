import type { Actor, PassageView } from '@agent-factory/contracts';
import {
  listEmbeddings,
  type PassageRow,
  searchPassagesByTrigrams,
  searchPassagesByWords,
  selectEmbeddingModel,
  selectPassages,
  withTenant,
} from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { embedTexts } from './embed-texts.ts';
import { fuseRanks } from './fuse-ranks.ts';
import { cosine, storedVector } from './vectors.ts';

/** So many of each kind are ranked against each other. */
const candidates = 50;
/** Up to so many vectors are all compared (12 MB at 1,536 dimensions); beyond, those of what words have found. */
const comparedAtMost = 2_000;
/** Vectors farther away have nothing to say to each other. */
const leastCosine = 0.25;

/**
 * The passages of a team that answer a query, best first: by their words, by how they are written, and by what they
 * mean where a provider's vectors are at hand, fused by rank.
 */
export async function findPassages(
  services: Services,
  { actor, query, limit }: { actor: Actor; query: string; limit: number },
): Promise<PassageView[]> {
  const { teamId } = actor;
  const { words, spelling, embedded } = await withTenant(services.db, actor, async (tx) => ({
    words: await searchPassagesByWords(tx, { teamId, query, limit: candidates }),
    spelling: await searchPassagesByTrigrams(tx, { teamId, query, limit: candidates }),
    embedded: await selectEmbeddingModel(tx, { teamId }),
  }));
  const known = new Map<string, PassageRow>([...words, ...spelling].map((row) => [nameOf(row), row]));
  const meaning = embedded === undefined ? [] : await closest(services, { actor, query, embedded, known });

  const ranked = fuseRanks({
    words: words.map(nameOf),
    spelling: spelling.map(nameOf),
    meaning,
  }).slice(0, limit);
  const missing = ranked.map(({ key }) => key).filter((key) => !known.has(key));
  if (missing.length > 0) {
    const rows = await withTenant(services.db, actor, (tx) => selectPassages(tx, { teamId, named: missing }));
    for (const row of rows) known.set(nameOf(row), row);
  }
  return ranked.flatMap(({ key, score, from }) => {
    const row = known.get(key);
    return row === undefined ? [] : [passageView(row, score, from)];
  });
}

/** Names of the passages whose vectors lie closest to the query's, closest first. */
async function closest(
  services: Services,
  {
    actor,
    query,
    embedded,
    known,
  }: {
    actor: Actor;
    query: string;
    embedded: { model: string; passages: number };
    known: ReadonlyMap<string, unknown>;
  },
): Promise<string[]> {
  const { teamId } = actor;
  const { model } = embedded;
  const asked = await embedTexts(services, { teamId, model, input: [query] }).catch(() => null);
  const vector = asked?.vectors[0];
  if (vector === undefined) return [];
  const target = storedVector(vector);
  const among = embedded.passages <= comparedAtMost ? null : [...known.keys()];
  const rows = await withTenant(services.db, actor, (tx) => listEmbeddings(tx, { teamId, model, among }));
  return rows
    .map((row) => ({ name: nameOf(row), near: cosine(target, row.embedding) ?? -1 }))
    .filter(({ near }) => near >= leastCosine)
    .sort((a, b) => b.near - a.near)
    .slice(0, candidates)
    .map(({ name }) => name);
}

function nameOf({ documentId, position }: Pick<PassageRow, 'documentId' | 'position'>): string {
  return `${documentId}#${position}`;
}

function passageView(row: PassageRow, score: number, found_by: PassageView['found_by']): PassageView {
  const { documentId, title, position, heading, page, body } = row;
  return { document_id: documentId, title, position, heading, page, text: body, score, found_by };
}
