import type { TestCase } from '@agent-factory/contracts';
import type { Engines } from '../engines.ts';
import type { Json } from '../observation.ts';

/**
 * The version of a dataset: SHA-256 over the canonical JSON (RFC 8785) of its cases by name. The same cases in another
 * order are the same version.
 */
export function datasetHash(
  cases: readonly TestCase[],
  engines: Pick<Engines, 'canonicalJson' | 'sha256'>,
): string {
  const sorted = [...cases].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return engines.sha256(engines.canonicalJson(sorted.map(jsonOf)));
}

/** Of what the agent sees alone: the same task keeps it when its name, tags or expectations change. */
export function taskHash(
  { input, stubs, turns }: Pick<TestCase, 'input' | 'stubs' | 'turns'>,
  engines: Pick<Engines, 'canonicalJson' | 'sha256'>,
): string {
  return engines.sha256(engines.canonicalJson(jsonOf({ input, stubs, turns })));
}

/** Contracts make cases of JSON alone; keys that are not there count as not there. */
function jsonOf(value: object): Json {
  return value as Json;
}
