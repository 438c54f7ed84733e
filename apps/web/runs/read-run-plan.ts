import type { RunId } from '@agent-factory/contracts';
import { builtinTools, parseSpec } from '@agent-factory/spec';
import { serverApi } from '../trpc/server-api.ts';
import { type TeamShape, teamShape } from './graph/team-shape.ts';

export type Effect = 'read' | 'write' | 'money';

/** What was known of a run before it began, by the spec that it ran. */
export interface RunPlan {
  /** What it may spend, in US dollars; null where that cannot be told. */
  ceilingUsd: number | null;
  /** Who may work after whom, for a team. */
  team: TeamShape | null;
  /** What calls of tools can do, for those that come with the product. */
  effects: Readonly<Record<string, Effect>>;
}

const effects = Object.fromEntries(builtinTools.map(({ name, effect }) => [name, effect]));

/** Read on the server: the spec language is more script than the rest of the page. */
export async function readRunPlan(runId: RunId): Promise<RunPlan> {
  const unknown: RunPlan = { ceilingUsd: null, team: null, effects };
  try {
    const api = await serverApi();
    const run = await api.runs.get.query({ run_id: runId });
    const versions = await api.agents.versions.query({ id: run.agent_id });
    const version = versions.items.find((candidate) => candidate.version === run.version);
    if (version === undefined) return unknown;
    const { document } = parseSpec(version.spec);
    if (document === null) return unknown;
    return {
      ceilingUsd: document.limits.maxCostUsd,
      team: document.kind === 'Team' ? teamShape(document) : null,
      effects,
    };
  } catch {
    // The page itself says when the run cannot be read; what the plan adds just stays away.
    return unknown;
  }
}
