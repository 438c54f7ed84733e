import { listPopularVersions, withTenant } from '@agent-factory/db';
import { knownSpec, loadSpec } from '../runs/execution/load-spec.ts';
import type { Services } from '../service-context.ts';

/** So many are had at hand: reading one's text takes milliseconds, and a process begins while others wait for it. */
const most = 50;

/**
 * Has the specs at hand that most runs are started of, before the first of them is. One after the other, so that
 * whoever is served meanwhile does not notice. What cannot be read now is read when it is needed: never rejects.
 * Answers with how many it read.
 */
export async function warmSpecs(services: Pick<Services, 'db' | 'cache'>): Promise<{ read: number }> {
  let read = 0;
  const versions = await listPopularVersions(services.db, most).catch(() => []);
  for (const version of versions) {
    if (knownSpec(version.specHash) !== undefined) continue;
    const system = { type: 'system', teamId: version.teamId, reason: 'warm_specs' } as const;
    await withTenant(services.db, system, (tx) => loadSpec(tx, version, services.cache)).then(
      () => {
        read += 1;
      },
      () => {},
    );
  }
  return { read };
}
