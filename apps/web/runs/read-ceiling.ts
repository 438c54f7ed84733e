import type { RunId } from '@agent-factory/contracts';
import { parseSpec } from '@agent-factory/spec';
import { serverApi } from '../trpc/server-api.ts';

/** What the spec that a run ran lets it spend, in US dollars; null where that cannot be told. */
export async function readCeiling(runId: RunId): Promise<number | null> {
  try {
    const api = await serverApi();
    const run = await api.runs.get.query({ run_id: runId });
    const versions = await api.agents.versions.query({ id: run.agent_id });
    const version = versions.items.find((candidate) => candidate.version === run.version);
    if (version === undefined) return null;
    const { document } = parseSpec(version.spec);
    return document?.limits.maxCostUsd ?? null;
  } catch {
    // The page itself says when the run cannot be read; the bar just stays away.
    return null;
  }
}
