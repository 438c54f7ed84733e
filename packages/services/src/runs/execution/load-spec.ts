import { type AgentVersionId, AppError, type TeamId } from '@agent-factory/contracts';
import { selectVersionSpec, type Transaction } from '@agent-factory/db';
import { parseSpec, type Spec } from '@agent-factory/spec';

const capacity = 1_000;
const cache = new Map<string, Spec>();

/**
 * A spec that was loaded before. Kept by content hash: versions never change, so nothing goes stale, and
 * whoever asks has read the hash from a row of their own team.
 */
export function knownSpec(specHash: string): Spec | undefined {
  const known = cache.get(specHash);
  if (known !== undefined) {
    cache.delete(specHash);
    cache.set(specHash, known);
  }
  return known;
}

/** The spec of a stored version. AppError `spec_not_runnable` when the language has moved on from it. */
export async function loadSpec(
  tx: Transaction,
  version: { id: AgentVersionId; teamId: TeamId; specHash: string },
): Promise<Spec> {
  const known = knownSpec(version.specHash);
  if (known !== undefined) return known;
  const text = await selectVersionSpec(tx, version);
  const { document, diagnostics } = parseSpec(text);
  if (document === null) {
    const message = 'This version was written in an older form of the language. Save the agent anew.';
    throw new AppError('spec_not_runnable', message, { diagnostics });
  }
  cache.set(version.specHash, document);
  const oldest = cache.size > capacity ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  return document;
}
