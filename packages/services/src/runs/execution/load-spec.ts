import { createHash } from 'node:crypto';
import { type AgentVersionId, AppError, type TeamId } from '@agent-factory/contracts';
import { selectVersionSpec, type Transaction } from '@agent-factory/db';
import { parseSpec, type Spec, specHash, specJsonSchema, withModel } from '@agent-factory/spec';
import type { Cache } from '../../cache/cache.ts';

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

interface StoredVersion {
  id: AgentVersionId;
  teamId: TeamId;
  specHash: string;
  /** The model that was tried in place of its own; the hash is of the spec with it. */
  triedModel?: string | null;
}

/**
 * The spec of a stored version; from `kept`, where another process has read it, if that is given: as data it is there
 * ten times as soon as from its text. AppError `spec_not_runnable` when the language has moved on from it.
 */
export async function loadSpec(tx: Transaction, version: StoredVersion, kept?: Cache): Promise<Spec> {
  const known = knownSpec(version.specHash);
  if (known !== undefined) return known;
  const document = kept === undefined ? await readSpec(tx, version) : await keptSpec(tx, version, kept);
  cache.set(version.specHash, document);
  const oldest = cache.size > capacity ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  return document;
}

async function keptSpec(tx: Transaction, version: StoredVersion, kept: Cache): Promise<Spec> {
  const entry = { kind: 'spec', teamId: version.teamId, key: [grammar(), version.specHash] } as const;
  const document = await kept.getOrRead(entry, () => readSpec(tx, version));
  // A run goes by its rules: what was kept must be what its hash says, whoever may write into Redis.
  return isSpecOf(version.specHash, document) ? document : readSpec(tx, version);
}

function isSpecOf(hash: string, document: Spec): boolean {
  try {
    return specHash(document) === hash;
  } catch {
    return false;
  }
}

async function readSpec(tx: Transaction, version: StoredVersion): Promise<Spec> {
  const text = await selectVersionSpec(tx, version);
  const { document, diagnostics } = parseSpec(text);
  if (document === null) {
    const message = 'This version was written in an older form of the language. Save the agent anew.';
    throw new AppError('spec_not_runnable', message, { diagnostics });
  }
  return version.triedModel == null ? document : withModel(document, version.triedModel);
}

let ownGrammar: string | null = null;

/** Which form of the language this process speaks; one of another release keeps its own. */
function grammar(): string {
  ownGrammar ??= createHash('sha256').update(JSON.stringify(specJsonSchema)).digest('hex').slice(0, 16);
  return ownGrammar;
}
