import type { Json } from '../observation.ts';
import { editSimilarity } from './edit-similarity.ts';
import { isList } from './json-equal.ts';
import { jsonSimilarity, listSimilarity } from './json-similarity.ts';
import { asText, excerpt, found, GraderError, type Outcome, type Scene } from './outcome.ts';

interface Similarity {
  to: Json;
  by: 'edit' | 'json' | 'list' | 'embedding';
  threshold: number;
}

/** How like the expected value the answer is, from 0 to 1. */
export async function similarity(asked: Similarity, scene: Scene): Promise<Outcome> {
  const { text } = scene.observation;
  const { score, costNanoUsd } = await measure(asked, scene);
  const percent = (share: number) => `${Math.floor(share * 1_000) / 10} %`;
  return found(
    score >= asked.threshold,
    `The answer is ${percent(score)} like what was expected (by ${asked.by}), asked for ${percent(asked.threshold)}.`,
    { score, evidence: excerpt(text), costNanoUsd },
  );
}

async function measure(
  { to, by }: Similarity,
  { observation: { text, output }, ports }: Scene,
): Promise<{ score: number; costNanoUsd: number }> {
  switch (by) {
    case 'edit':
      return { score: editSimilarity(text, asText(to)), costNanoUsd: 0 };
    case 'json':
      return { score: jsonSimilarity(output, to), costNanoUsd: 0 };
    case 'list':
      if (!isList(to)) throw new GraderError('A similarity by list is to a list.');
      return {
        score: isList(output) ? listSimilarity(output.map(asText), to.map(asText)) : 0,
        costNanoUsd: 0,
      };
    case 'embedding': {
      if (ports.embedding === null) {
        throw new GraderError('No model for embeddings is configured: compare by `edit`, or configure one.');
      }
      const { vectors, costNanoUsd } = await ports.embedding.embed([text, asText(to)]);
      const score = cosine(vectors[0] ?? [], vectors[1] ?? []);
      if (!Number.isFinite(score)) {
        throw new GraderError('The embedding model gave vectors that cannot be compared.', costNanoUsd);
      }
      return { score: Math.max(0, Math.min(1, score)), costNanoUsd };
    }
  }
}

function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.NaN;
  const dot = a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
