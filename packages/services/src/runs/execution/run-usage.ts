import type { RunEventData } from '@agent-factory/contracts';
import type { RunUsageRow } from '@agent-factory/db';
import type { Ending } from './ending.ts';

/** What a run has used, every attempt counted: a call that was repeated was paid twice. */
export type RunUsage = RunUsageRow;

export const noUsage: RunUsage = { tokensInput: 0, tokensOutput: 0, costNanoUsd: 0, model: null };

export function addUsage(usage: RunUsage, event: RunEventData): RunUsage {
  if (event.type !== 'step.finished') return usage;
  return {
    tokensInput: usage.tokensInput + event.tokens.input,
    tokensOutput: usage.tokensOutput + event.tokens.output,
    costNanoUsd: usage.costNanoUsd + event.cost_nano_usd,
    model: event.model,
  };
}

/** The last event of a run. */
export function runFinished(ending: Ending, usage: RunUsage): RunEventData {
  return {
    type: 'run.finished',
    ...ending,
    tokens: {
      input: usage.tokensInput,
      output: usage.tokensOutput,
      total: usage.tokensInput + usage.tokensOutput,
    },
    cost_nano_usd: usage.costNanoUsd,
  };
}
