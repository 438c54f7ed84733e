import type { AttestationBody } from '@agent-factory/contracts';

/** How things stand where an attestation is relied on. */
export interface AttestedFacts {
  specHash: string;
  dataset: { id: string; version: string };
  evaluatorVersion: string;
  /** Which model answers under each name that would be asked for; null where nobody can say. */
  models: Readonly<Record<string, string | null>>;
  judges: Readonly<Record<string, string | null>>;
  settings: AttestationBody['settings'];
}

/** One thing that is no longer as it was when it was tested. */
export interface StalePart {
  /** `spec_hash`, `dataset`, `evaluator_version`, `model openai/gpt-5`, `judge …`, `setting temperature`. */
  what: string;
  attested: string | null;
  current: string | null;
}

/**
 * Whether an attestation still speaks about this. It does while everything is as it was: also a model that changed under
 * its alias makes another agent of the same spec. Its signature is for the caller to verify; whether its gate was open
 * stands in it.
 */
export function attestationCovers(
  attestation: AttestationBody,
  now: AttestedFacts,
): { covered: boolean; stale: StalePart[] } {
  const stale = [
    part('spec_hash', attestation.spec_hash, now.specHash),
    part('dataset', attestation.dataset.id, now.dataset.id),
    part('dataset version', attestation.dataset.version, now.dataset.version),
    part('evaluator_version', attestation.evaluator_version, now.evaluatorVersion),
    ...models('model', attestation.models, now.models),
    ...models('judge', attestation.judges, now.judges),
    ...records('setting', toText(attestation.settings), toText(now.settings)),
  ].filter(({ attested, current }) => attested === null || current === null || attested !== current);
  return { covered: stale.length === 0, stale };
}

function part(what: string, attested: string | null, current: string | null): StalePart {
  return { what, attested, current };
}

function models(
  kind: string,
  attested: readonly { asked: string; answered: string }[],
  current: Readonly<Record<string, string | null>>,
): StalePart[] {
  return records(kind, new Map(attested.map(({ asked, answered }) => [asked, answered])), toMap(current));
}

function records(
  kind: string,
  attested: ReadonlyMap<string, string | null>,
  current: ReadonlyMap<string, string | null>,
): StalePart[] {
  return [...new Set([...attested.keys(), ...current.keys()])]
    .sort()
    .map((name) => part(`${kind} ${name}`, attested.get(name) ?? null, current.get(name) ?? null));
}

function toMap(record: Readonly<Record<string, string | null>>): Map<string, string | null> {
  return new Map(Object.entries(record));
}

/** A setting that is null is one that was left out on purpose, which is not the same as one that nobody knew of. */
function toText(settings: AttestationBody['settings']): Map<string, string | null> {
  return new Map(Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)]));
}
