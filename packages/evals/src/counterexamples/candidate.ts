import type { Json } from '../observation.ts';

/** What the world does in one try: what the user sends, and what each tool answers whenever it is called. */
export interface Candidate {
  input: Json;
  tools: Readonly<Record<string, Json>>;
}

/** What came of one try. `unknown` where nobody can say: a provider that was down, a judge that broke. */
export interface TryOutcome {
  verdict: 'held' | 'broken' | 'unknown';
  /** What broke, always by the same name for the same thing (an invariant's id, an assertion); null unless broken. */
  broken: string | null;
  reason: string;
  costNanoUsd: number;
}
