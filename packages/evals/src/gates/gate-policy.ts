/** What a version must reach before it may be published. Shares from 0 to 1. */
export interface GatePolicy {
  /** As the spec's `gates` has it. */
  minPassRate: number;
  /** Trials that each case must have. */
  trials: number;
  /** How often a version that is as good as the last one may be told to be worse, at most. */
  alpha: number;
  /** The loss that must not be missed; `needed` is told for it. */
  smallestLoss: number;
  /** Trials that nobody could judge, at most. */
  maxUnjudgedShare: number;
}

/** A spec's `gates`, with what they do not say. */
export function gatePolicy(gates: { minPassRate: number; trials: number }): GatePolicy {
  return { ...gates, alpha: 0.05, smallestLoss: 0.1, maxUnjudgedShare: 0.02 };
}
