import { nanoUsdToUsd, usdToNanoUsd } from '@agent-factory/contracts';
import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

/** What the run cost, in whole nano-dollars. */
export function cost({ at_most_usd }: { at_most_usd: number }, { observation }: Scene): Outcome {
  return found(
    observation.costNanoUsd <= usdToNanoUsd(at_most_usd),
    `The run cost $${nanoUsdToUsd(observation.costNanoUsd)}, asked for at most $${at_most_usd}.`,
  );
}

export function latency({ at_most_seconds }: { at_most_seconds: number }, { observation }: Scene): Outcome {
  return found(
    observation.durationMs <= at_most_seconds * 1_000,
    `The run took ${observation.durationMs / 1_000} s, asked for at most ${at_most_seconds} s.`,
  );
}

export function tokens(
  { at_most, of }: { at_most: number; of: 'input' | 'output' | 'total' },
  { observation }: Scene,
): Outcome {
  const { input, output } = observation.tokens;
  const used = of === 'total' ? input + output : of === 'input' ? input : output;
  return found(used <= at_most, `The run used ${used} ${of} tokens, asked for at most ${at_most}.`);
}

interface Range {
  at_least: number;
  at_most: number | null;
}

export function steps(range: Range, { observation }: Scene): Outcome {
  return within(observation.steps, range, 'model calls');
}

/** Unicode characters of the answer. */
export function length(range: Range, { observation }: Scene): Outcome {
  return {
    ...within([...observation.text].length, range, 'characters'),
    evidence: excerpt(observation.text),
  };
}

export function within(number: number, { at_least, at_most }: Range, of: string): Outcome {
  const asked =
    at_most === null
      ? `at least ${at_least}`
      : at_least === 0
        ? `at most ${at_most}`
        : at_least === at_most
          ? `${at_least}`
          : `${at_least} to ${at_most}`;
  return found(
    number >= at_least && (at_most === null || number <= at_most),
    `There are ${number} ${of}, asked for ${asked}.`,
  );
}
