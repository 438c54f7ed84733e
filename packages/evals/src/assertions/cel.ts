import { nanoUsdToUsd } from '@agent-factory/contracts';
import { found, type Outcome, type Scene } from './outcome.ts';

/** Whether a CEL expression over the finished run is true. */
export function cel({ expression }: { expression: string }, { observation, ports }: Scene): Outcome {
  const { input, output, calls, costNanoUsd, steps, durationMs, tokens } = observation;
  const holds = ports.engines.evaluateCel(expression, {
    input,
    output,
    calls: calls.map(({ name, outcome }) => ({ name, ok: outcome === 'ok' })),
    usage: {
      costUsd: nanoUsdToUsd(costNanoUsd),
      steps,
      seconds: durationMs / 1_000,
      tokens: tokens.input + tokens.output,
    },
  });
  return found(holds, `${expression} is ${holds}.`);
}
