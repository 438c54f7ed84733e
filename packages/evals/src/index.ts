export type { Json, Observation, ObservedCall, ObservedInvariant } from './observation.ts';
export { type AssertionResult, type Fault, faults, type Verdict, verdicts } from './verdict.ts';
