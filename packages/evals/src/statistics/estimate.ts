/** Two ends of an interval; of shares, from 0 to 1. */
export interface Interval {
  low: number;
  high: number;
}

/** A value with what it could as well have been. */
export interface Estimate extends Interval {
  value: number;
}

/** How often one case was tried, and how often it passed. */
export interface CaseCount {
  passed: number;
  trials: number;
}
