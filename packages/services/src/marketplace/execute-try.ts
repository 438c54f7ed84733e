import { type JobPayload, type TeamId, testSettingsSchema, usdToNanoUsd } from '@agent-factory/contracts';
import {
  claimTry,
  enqueueJob,
  finishTry,
  listStaleTries,
  selectTemplate,
  selectTemplateContents,
  type TryRow,
  withTenant,
} from '@agent-factory/db';
import { compileSpec, createBuiltinTools, type PinnedSpec } from '@agent-factory/orchestrator';
import { safeRunError } from '../runs/execution/run-error.ts';
import type { Services } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { runTrial, type TrialRun } from '../tests/trial/run-trial.ts';
import { type ReadContent, readContent } from './contents.ts';
import { permissionsOf } from './permissions-of.ts';
import { sealOutput } from './seal-output.ts';
import { createTryTools } from './try-tools.ts';

/** A try may take so long, whatever its spec allows. */
const atMostMs = 120_000;
/** And cost so much. */
const maxCostUsd = 0.05;
/** Longer than it may take, so that nobody takes up what is at work. */
const leaseMs = atMostMs + 30_000;
/** After so many claims it is given up, and given back. */
const maxClaims = 3;

/**
 * Runs a template for a team that does not own it: under its specs, their invariants and ceilings, on the platform's own
 * models and tools that only look. What the team gets is the answer without words of the instructions; no event, receipt
 * or checkpoint of it is kept anywhere. What broke on our side uses none of the tries up.
 */
export async function executeTry({
  services,
  input,
  signal,
}: {
  services: Services;
  input: JobPayload<'execute_try'>;
  signal: AbortSignal;
}): Promise<void> {
  const { try_id: id, team_id: teamId } = input;
  const buyer = { type: 'system', teamId, reason: 'execute_try' } as const;
  const row = await withTenant(services.db, buyer, (tx) => claimTry(tx, { id, teamId, leaseMs }));
  if (row === undefined) return;
  const ended = await work(services, teamId, row, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const { code, message } = safeRunError(error);
    if (code === 'internal') services.onError(error, { job: 'execute_try', tryId: id });
    return broken(code, message);
  });
  await withTenant(services.db, buyer, (tx) => finishTry(tx, { id, teamId, fence: row.fence, ...ended }));
}

type Ended = Omit<Parameters<typeof finishTry>[1], 'id' | 'teamId' | 'fence'>;

function broken(code: string, message: string): Ended {
  return {
    ...{ status: 'failed', output: null, error: { code, message }, calls: [], invariants: [] },
    ...{ costNanoUsd: 0, durationMs: 0, givenBack: true },
  };
}

async function work(
  services: Services,
  teamId: TeamId,
  row: TryRow & { fence: number },
  signal: AbortSignal,
): Promise<Ended> {
  if (row.fence > maxClaims) return broken('unavailable', 'The work on it was interrupted again and again.');
  const { contents, listing } = await readSealed(services, row);
  const [root, ...members] = contents;
  if (root === undefined) return broken('not_found', 'This version is not there any more.');
  const agents = new Map<string, PinnedSpec>(
    members.map(({ name, document, specHash }) => [name, { spec: document, specHash, version: 1 }]),
  );
  const compiled = compileSpec(root.document, root.specHash);
  const limitNanoUsd = usdToNanoUsd(Math.min(maxCostUsd, root.document.limits.maxCostUsd));
  const buyer = { type: 'system', teamId, reason: 'execute_try' } as const;
  const { createdBy, apiKeyId } = row;
  const tools = createTryTools(createBuiltinTools(services.toolPorts));
  const run = await runTrial({
    services: { ...services, toolsOf: () => tools },
    teamId,
    compiled,
    agents,
    input: row.input as Record<string, unknown>,
    environment: null,
    turns: null,
    settings: testSettingsSchema.parse({ live_tools: 'reads', approvals: 'deny' }),
    bounds: async () => {
      const {
        ownKeys: _,
        cache: __,
        ...bounds
      } = await callOptionsFor({
        services,
        actor: buyer,
        run: { id: row.id, limitNanoUsd, fence: row.fence, createdBy, apiKeyId },
        purpose: 'template_try',
      });
      return bounds;
    },
    ceilingLeft: async () => null,
    signal: AbortSignal.any([signal, AbortSignal.timeout(atMostMs)]),
  }).catch((error: unknown): TrialRun | null => {
    if (signal.aborted || !isTimeout(error)) throw error;
    return null;
  });
  if (run === null) {
    return { ...broken('timed_out', `A try may take ${atMostMs / 1000} seconds.`), givenBack: false };
  }
  return sealedEnd(run, { contents, known: [row.input, listing] });
}

/** Whose fault a failed run is not: neither the agent's nor the buyer's. */
const ours = new Set(['unavailable', 'provider_failed', 'no_model_available', 'internal', 'rate_limited']);

function sealedEnd(
  { observation, trouble }: TrialRun,
  { contents, known }: { contents: readonly ReadContent[]; known: readonly unknown[] },
): Ended {
  const secrets = contents.flatMap(({ document, spec }) => [document.instructions, spec]);
  const seal = (value: unknown) => sealOutput(value, { secrets, known });
  const code = trouble === null ? (observation.error?.code ?? null) : 'unavailable';
  const message = trouble?.reason ?? observation.error?.message ?? '';
  const failed = observation.status !== 'succeeded' || trouble !== null;
  return {
    status: failed ? 'failed' : 'succeeded',
    output: failed ? null : seal(observation.output ?? observation.text),
    error: failed ? { code: code ?? 'internal', message: String(seal(message)).slice(0, 2_000) } : null,
    calls: observation.calls.slice(0, 200).map(({ name, outcome }) => ({ tool: name, outcome })),
    invariants: observation.invariants.slice(0, 200).map(({ id, verdict }) => ({ id, verdict })),
    costNanoUsd: Math.round(observation.costNanoUsd),
    durationMs: observation.durationMs,
    givenBack: trouble !== null || (code !== null && ours.has(code)),
  };
}

/** In the maker's team, and never in the buyer's; with it what everybody may read. */
async function readSealed(
  services: Services,
  row: TryRow,
): Promise<{ contents: readonly ReadContent[]; listing: unknown }> {
  const maker = { type: 'system', teamId: row.creatorTeamId, reason: 'execute_try' } as const;
  return withTenant(services.db, maker, async (tx) => {
    const of = { teamId: row.creatorTeamId, versionId: row.versionId };
    const contents = (await selectTemplateContents(tx, of)).map(readContent);
    const template = await selectTemplate(tx, { id: row.templateId, teamId: row.creatorTeamId });
    const listing = [template?.title, template?.summary, template?.description, template?.tags];
    return { contents, listing: contents.length === 0 ? listing : [...listing, permissionsOf(contents)] };
  });
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'TimeoutError' || error.name === 'AbortError' || /cancel/i.test(error.message))
  );
}

/** Tries whose job was lost get another. Answers with how many. */
export async function reconcileTries({ services }: { services: Services }): Promise<{ revived: number }> {
  const stale = await listStaleTries(services.db, { waitingMs: 60_000, limit: 50 });
  for (const { id, teamId } of stale) {
    const system = { type: 'system', teamId, reason: 'reconcile_tries' } as const;
    await withTenant(services.db, system, (tx) =>
      enqueueJob(tx, 'execute_try', { try_id: id, team_id: teamId }, { jobKey: id }),
    );
  }
  return { revived: stale.length };
}
