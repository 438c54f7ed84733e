import {
  nanoUsdToUsd,
  type TestRunView,
  type TestSettings,
  testSettingsSchema,
} from '@agent-factory/contracts';
import type { TestRunRow } from '@agent-factory/db';
import { wilsonInterval } from '@agent-factory/evals';

export function testRunView(row: TestRunRow): TestRunView {
  const { passed, failed, errors, inconclusive } = row;
  return {
    run_id: row.id,
    name: row.name,
    kind: row.kind,
    agent_id: row.agentId,
    dataset_version_id: row.datasetVersionId,
    status: row.status,
    total: row.tests,
    progress: {
      trials: row.trials,
      done: row.done,
      running: row.running,
      share: row.trials === 0 ? 1 : row.done / row.trials,
      tests_done: passed + failed + errors + inconclusive,
      ...{ passed, failed, errors, inconclusive },
    },
    pass_rate: passRateOf(row),
    cost: nanoUsdToUsd(row.costNanoUsd),
    max_cost: nanoUsdToUsd(row.limitNanoUsd),
    estimated_cost: row.estimateNanoUsd === null ? null : nanoUsdToUsd(row.estimateNanoUsd),
    settings: settingsOf(row),
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

/** A test is one observation, however often it was tried: its trials depend on each other. */
function passRateOf({ passed, failed }: TestRunRow): TestRunView['pass_rate'] {
  const trials = passed + failed;
  const interval = wilsonInterval({ passed, trials });
  return interval && { value: passed / trials, ...interval };
}

/** As they were given; a setting that has come since has its default. */
export function settingsOf({ settings }: Pick<TestRunRow, 'settings'>): TestSettings {
  return testSettingsSchema.parse(settings);
}
