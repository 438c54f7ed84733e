import type { EmbeddingPort, Engines } from '../engines.ts';
import type { JudgePort } from '../judge-port.ts';
import type { Json, Observation } from '../observation.ts';

/** Everything beyond the observation that assertions may need; null where there is none. */
export interface AssertionPorts {
  engines: Engines;
  judge: JudgePort | null;
  embedding: EmbeddingPort | null;
  /** The agent's own output schema. */
  outputSchema: Readonly<Record<string, Json>> | null;
}

/** What an assertion looks at. */
export interface Scene {
  observation: Observation;
  ports: AssertionPorts;
}

/** What an assertion found, before its opposite is taken. */
export interface Outcome {
  verdict: 'pass' | 'fail' | 'inconclusive';
  /** From 0 to 1; null where it is inconclusive. */
  score: number | null;
  reason: string;
  evidence: string | null;
  costNanoUsd: number;
}

/** Why an assertion cannot be evaluated; what asking cost until then is not lost. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
  readonly costNanoUsd: number;
  constructor(message: string, costNanoUsd = 0) {
    super(message);
    this.costNanoUsd = costNanoUsd;
  }
}

/** Holds or does not, with partial credit where there is any. */
export function found(
  holds: boolean,
  reason: string,
  {
    score = holds ? 1 : 0,
    evidence = null,
    costNanoUsd = 0,
  }: Partial<Omit<Outcome, 'verdict' | 'reason'>> = {},
): Outcome {
  return { verdict: holds ? 'pass' : 'fail', score, reason, evidence, costNanoUsd };
}

/** The evidence suffices neither way. */
export function undecided(reason: string, costNanoUsd = 0): Outcome {
  return { verdict: 'inconclusive', score: null, reason, evidence: null, costNanoUsd };
}

const excerptCharacters = 300;

/** The beginning of a text, for a reason or a piece of evidence. */
export function excerpt(text: string, characters: number = excerptCharacters): string {
  const all = [...text.slice(0, characters * 2 + 2)];
  return all.length > characters ? `${all.slice(0, characters - 1).join('')}…` : text;
}

/** A text as it is, anything else as its JSON. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
