import {
  isAppError,
  type JobPayload,
  type PatchRefusal,
  sealedLooksAtMost,
  type TeamId,
  type TestSettings,
  testSettingsSchema,
} from '@agent-factory/contracts';
import {
  finishSpecPatch,
  moveSpecPatch,
  type SpecPatchRow,
  selectSpecPatch,
  selectVersionSpec,
  takeSealedLook,
  touchSpecPatch,
  violatesConstraint,
  withTenant,
} from '@agent-factory/db';
import { datasetHash } from '@agent-factory/evals';
import { parseSpec, type Spec } from '@agent-factory/spec';
import { safeRunError } from '../runs/execution/run-error.ts';
import type { Services } from '../service-context.ts';
import { engines } from '../tests/trial/engines.ts';
import { askForPatch, type TrainFailure } from './ask-for-patch.ts';
import { judgeSealed, judgeValidation } from './judge-patch.ts';
import { patchOf, resultsOf, type StoredPatch, type StoredResults } from './patch-state.ts';
import { readSplits } from './propose.ts';
import { refuseProposal } from './refuse-proposal.ts';
import { boundsOf, subjectOf, tryCases, type Work } from './try-cases.ts';

/** Proposals that a model may make, each told why the one before was refused. */
const mostProposals = 3;
/** So long the work on one patch lasts at most. */
const mostMs = 20 * 60_000;
const touchEveryMs = 5_000;

interface Refusal {
  code: PatchRefusal;
  reason: string;
}

/**
 * Takes a patch from where it is to its end: failures on train, a proposal, validation, the sealed check. What each phase
 * came to is kept before the next begins, so whoever takes over a job that broke off repeats one phase at most; a look
 * at sealed cases is counted before it is had. Rejects only when `signal` asks to stop, or the database cannot be asked.
 */
export async function workOnPatch({
  services,
  input,
  signal,
}: {
  services: Services;
  input: JobPayload<'propose_patch'>;
  signal: AbortSignal;
}): Promise<void> {
  const { patch_id: id, team_id: teamId } = input;
  const system = { type: 'system', teamId, reason: 'propose_patch' } as const;
  const row = await withTenant(services.db, system, (tx) => selectSpecPatch(tx, { id, teamId }));
  if (row === undefined || row.finishedAt !== null) return;
  const stopTouching = keepTouched(services, row.id, teamId);
  const late = AbortSignal.timeout(mostMs);
  const job = createJob(services, row, teamId, AbortSignal.any([signal, late]));
  let refusal: Refusal | null;
  try {
    refusal = await job.run();
  } catch (error) {
    if (error instanceof Stopped) return;
    if (signal.aborted) throw error;
    refusal = brokenOff(services, error, late.aborted);
  } finally {
    stopTouching();
  }
  await withTenant(services.db, system, (tx) =>
    finishSpecPatch(tx, { id, teamId, refusal, patch: job.patch(), results: job.results() }),
  );
}

/** Shows that this worker lives, so that nobody takes its work over; a sign that is not written is no reason to stop. */
function keepTouched(services: Services, id: SpecPatchRow['id'], teamId: TeamId): () => void {
  const system = { type: 'system', teamId, reason: 'propose_patch' } as const;
  const timer = setInterval(() => {
    void withTenant(services.db, system, (tx) => touchSpecPatch(tx, { id, teamId })).catch((error: unknown) =>
      services.onError(error, { job: 'propose_patch' }),
    );
  }, touchEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The patch has ended while it was worked on: by hand. */
class Stopped extends Error {}

function createJob(
  services: Services,
  row: SpecPatchRow,
  teamId: JobPayload<'propose_patch'>['team_id'],
  signal: AbortSignal,
) {
  const { id } = row;
  const system = { type: 'system', teamId, reason: 'propose_patch' } as const;
  const settings = settingsOf(row);
  let patch: StoredPatch | null = patchOf(row);
  let results: StoredResults = resultsOf(row);
  const { limitNanoUsd, createdBy, apiKeyId } = row;
  const work: Work = {
    ...{ services, teamId, settings, signal },
    account: { id, limitNanoUsd, createdBy, apiKeyId },
  };

  async function begin(phase: Parameters<typeof moveSpecPatch>[1]['phase']): Promise<void> {
    signal.throwIfAborted();
    const going = await withTenant(services.db, system, (tx) =>
      moveSpecPatch(tx, { id, teamId, phase, patch, results }),
    );
    if (!going) throw new Stopped();
  }

  async function run(): Promise<Refusal | null> {
    const { baseText, splits } = await withTenant(services.db, system, async (tx) => ({
      baseText: await selectVersionSpec(tx, { id: row.agentVersionId, teamId }),
      splits: await readSplits(tx, { teamId, versionId: row.datasetVersionId }),
    }));
    const base = specIn(baseText);
    const before = await subjectOf(services, teamId, base);
    const trials = settings.trials ?? base.gates?.trials ?? 1;

    if (results.train === undefined) {
      await begin('train');
      const { failures, tested } = await tryCases(work, before, splits.train, trials);
      results = { ...results, train: { cases: tested.cases.length, failures: failures.slice(0, 50) } };
    }
    const failing = results.train?.failures ?? [];
    if (failing.length === 0) {
      return { code: 'nothing_fails', reason: 'No train case fails, so there is nothing to learn from.' };
    }

    if (patch === null) {
      await begin('proposal');
      const byName = new Map(splits.train.map((each) => [each.name, each]));
      const failures = failing.flatMap(({ name, output, reason }): TrainFailure[] => {
        const known = byName.get(name);
        return known === undefined ? [] : [{ case: known, output, reason }];
      });
      const refusal = await propose({ base, baseText, failures, cases: splits.all });
      if (refusal !== null) return refusal;
    }
    if (patch === null) throw new Error('a proposal that is not refused is a patch');
    const after = await subjectOf(services, teamId, specIn(patch.text));

    if (results.validation === undefined) {
      await begin('validation');
      const [old, now] = [
        await tryCases(work, before, splits.validation, trials),
        await tryCases(work, after, splits.validation, trials),
      ];
      const { comparison, refusal } = judgeValidation(old.tested, now.tested);
      results = { ...results, validation: comparison };
      if (refusal !== null) return refusal;
    }

    await begin('sealed');
    const sealedHash = splits.sealed.open((cases) => datasetHash([...cases], engines));
    const look = await takeLook(sealedHash);
    if (look === null) {
      return {
        code: 'sealed_looks_spent',
        reason: `These sealed cases have been looked at ${sealedLooksAtMost} times, which is all that they are good for. Seal new ones.`,
      };
    }
    const check = await splits.sealed.open(async (cases) =>
      judgeSealed(
        (await tryCases(work, before, cases, trials)).tested,
        (await tryCases(work, after, cases, trials)).tested,
      ),
    );
    const passed = check.refusal === null;
    results = { ...results, sealed: { passed, look, looksLeft: sealedLooksAtMost - look } };
    return check.refusal;
  }

  async function propose(parts: {
    base: Spec;
    baseText: string;
    failures: readonly TrainFailure[];
    cases: Parameters<typeof refuseProposal>[0]['cases'];
  }): Promise<Refusal | null> {
    const refused: Refusal[] = [];
    for (let place = 0; place < mostProposals; place++) {
      const bounds = { ...(await boundsOf(work, 'reflection')), signal };
      const proposal = await askForPatch(services.router, bounds, {
        spec: parts.baseText,
        failures: parts.failures,
        refused: refused.map(({ reason }) => reason),
      });
      const read =
        proposal === undefined
          ? { code: 'no_proposal' as const, reason: 'The model’s answer holds no spec.' }
          : refuseProposal({ ...parts, text: proposal.text });
      if (proposal !== undefined) {
        const changes = 'changes' in read ? read.changes : [];
        // Also of one that is refused, so that people see what was.
        patch = {
          text: proposal.text,
          rationale: proposal.rationale,
          changes: changes.map(({ risk, summary, before, after }) => ({ risk, summary, before, after })),
        };
      }
      if ('candidate' in read) {
        results = { ...results, refused };
        return null;
      }
      refused.push(read);
    }
    const last = refused.at(-1);
    results = { ...results, refused: refused.slice(0, -1) };
    return last ?? { code: 'no_proposal', reason: 'No proposal was made.' };
  }

  async function takeLook(sealedHash: string): Promise<number | null> {
    for (;;) {
      try {
        return await withTenant(services.db, system, (tx) =>
          takeSealedLook(tx, { teamId, sealedHash, patchId: id, atMost: sealedLooksAtMost }),
        );
      } catch (error) {
        // Another patch took this very number a moment ago.
        if (!violatesConstraint(error, 'sealed_looks_pkey')) throw error;
      }
    }
  }

  return { run, patch: () => patch, results: () => results };
}

function brokenOff(services: Services, error: unknown, late: boolean): Refusal {
  if (late)
    return { code: 'broke_off', reason: 'It took longer than 20 minutes. Use fewer cases or trials.' };
  if (isAppError(error) && error.code === 'cost_ceiling') {
    return { code: 'over_budget', reason: `It has reached what it may cost. ${error.message}` };
  }
  if (!isAppError(error)) services.onError(error, { job: 'propose_patch' });
  const { message } = safeRunError(error);
  return { code: 'broke_off', reason: message };
}

function specIn(text: string): Spec {
  const { document } = parseSpec(text);
  if (document === null) throw new Error('what was saved as a spec is one');
  return document;
}

/** Guaranteed by `propose.ts`, which wrote it. */
function settingsOf({ settings }: SpecPatchRow): TestSettings & { trials: number | null } {
  const { trials, ...rest } = settings as Record<string, unknown>;
  return { ...testSettingsSchema.parse(rest), trials: typeof trials === 'number' ? trials : null };
}
