import { maxTestsPerRun, type TeamId, type TestRunId } from '@agent-factory/contracts';
import {
  listTestsOfRun,
  listTrialsOfRun,
  type TestRow,
  type Transaction,
  type TrialRow,
} from '@agent-factory/db';
import type { Observation, ReportedCase, ReportedTrial } from '@agent-factory/evals';
import { testView } from '../tests/test-view.ts';

/** The tests of a run as statistics and reports take them. One that has not been tried to its end has fewer trials. */
export async function readTestedCases(
  tx: Transaction,
  { teamId, testRunId }: { teamId: TeamId; testRunId: TestRunId },
): Promise<{ cases: ReportedCase[]; tests: TestRow[]; models: string[] }> {
  const page = { verdict: null, limit: maxTestsPerRun, offset: 0 };
  const { rows: tests } = await listTestsOfRun(tx, { teamId, testRunId, ...page });
  const trials = Map.groupBy(await listTrialsOfRun(tx, { teamId, testRunId }), ({ testId }) => testId);
  const seen = new Map<string, number>();
  const models = new Set<string>();
  const cases = tests.map((test): ReportedCase => {
    const own = trials.get(test.id) ?? [];
    for (const { observation } of own) for (const model of modelsOf(observation)) models.add(model);
    return {
      id: caseId(test.name, seen),
      name: test.name,
      critical: test.critical,
      tags: [],
      input: asText(test.input),
      trials: testedTrials(test, own),
    };
  });
  return { cases, tests, models: [...models].sort() };
}

/** A name is the same in every version; only a batch may have one twice, and those are told apart by their order. */
function caseId(name: string, seen: Map<string, number>): string {
  const times = (seen.get(name) ?? 0) + 1;
  seen.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}

function testedTrials(test: TestRow, rows: readonly TrialRow[]): ReportedTrial[] {
  const { trials } = testView(test, rows);
  const expectsRefusal = wantsRefusal(test.asked);
  return trials.flatMap((trial, place) => {
    if (trial.verdict === null) return [];
    const row = rows[place];
    return [
      {
        index: trial.index,
        verdict: trial.verdict,
        score: trial.score,
        fault: trial.fault,
        violations: expectsRefusal ? [] : violationsOf(trial.observation),
        costNanoUsd: row?.costNanoUsd ?? 0,
        durationMs: row?.durationMs ?? 0,
        runId: trial.run_id,
        output: trial.error === null ? asText(trial.output) : trial.error.message,
        assertions: trial.assertions.map(({ cost_nano_usd, ...result }) => ({
          ...result,
          costNanoUsd: cost_nano_usd,
        })),
      },
    ];
  });
}

/** Invariants whose last look was no pass: one that asked for another try and then passed did its work. */
function violationsOf(observation: unknown): string[] {
  const last = new Map<string, string>();
  for (const { id, verdict } of observed(observation)?.invariants ?? []) last.set(id, verdict);
  return [...last].flatMap(([id, verdict]) => (verdict === 'passed' ? [] : [id]));
}

function wantsRefusal(asked: unknown): boolean {
  if (!Array.isArray(asked)) return false;
  return asked.some((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('kind' in one)) return false;
    if ('not' in one && one.not === true) return false;
    return one.kind === 'refusal' || (one.kind === 'status' && 'status' in one && one.status === 'refused');
  });
}

function modelsOf(observation: unknown): readonly string[] {
  return observed(observation)?.models ?? [];
}

/** As `storedObservation` wrote it; an older row may know less. */
function observed(value: unknown): Partial<Observation> | null {
  return typeof value === 'object' && value !== null ? value : null;
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'query' in value && Object.keys(value).length === 1) {
    return asText(value.query);
  }
  return JSON.stringify(value, null, 2);
}
