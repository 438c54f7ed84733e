import type { Estimate } from './estimate.ts';
import { cohensKappa } from './kappa.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Items by what people say (true is a pass) and what the judge says. */
export interface Confusion {
  truePositive: number;
  falseNegative: number;
  falsePositive: number;
  trueNegative: number;
}

export interface RaterAgreement {
  kappa: Estimate | null;
  /** Of what people passed, the share that the judge passed. Null where people passed nothing. */
  truePositiveRate: Estimate | null;
  /** Of what people failed, the share that the judge failed. Null where people failed nothing. */
  trueNegativeRate: Estimate | null;
}

/** How well a judge agrees with people: κ, and both rates with Wilson intervals. */
export function raterAgreement(confusion: Confusion, level = 0.95): RaterAgreement {
  const { truePositive, falseNegative, falsePositive, trueNegative } = confusion;
  return {
    kappa: cohensKappa(
      [
        [truePositive, falseNegative],
        [falsePositive, trueNegative],
      ],
      level,
    ),
    truePositiveRate: rate(truePositive, truePositive + falseNegative, level),
    trueNegativeRate: rate(trueNegative, trueNegative + falsePositive, level),
  };
}

function rate(passed: number, trials: number, level: number): Estimate | null {
  const interval = wilsonInterval({ passed, trials }, level);
  return interval && { value: passed / trials, ...interval };
}
