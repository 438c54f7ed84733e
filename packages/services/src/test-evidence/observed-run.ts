import type { RunEvent, RunView } from '@agent-factory/contracts';
import type { Json, Observation } from '@agent-factory/evals';
import { createWatcher } from '../tests/trial/observe.ts';

/** A run of production as assertions would have seen it. */
export function observedRun(run: RunView, events: readonly RunEvent[]): Observation {
  const watcher = createWatcher();
  for (const { data } of events) watcher.see(data);
  const seen = watcher.observation({
    input: asJson(run.input),
    state: null,
    turns: [],
    durationMs: Math.round((run.execution_time ?? 0) * 1_000),
  });
  const output = asJson(run.output);
  return {
    ...seen,
    status: endOf(run.status),
    error: run.error,
    text: typeof output === 'string' ? output : output === null ? '' : JSON.stringify(output),
    output,
  };
}

function endOf(status: RunView['status']): Observation['status'] {
  return status === 'succeeded' || status === 'refused' || status === 'cancelled' ? status : 'failed';
}

/** Runs keep JSON alone. */
function asJson(value: unknown): Json {
  return (value ?? null) as Json;
}
