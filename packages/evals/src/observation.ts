/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A tool that the agent called, in order. */
export interface ObservedCall {
  name: string;
  arguments: Json;
  /** What the tool said; null where it was denied or has not answered. */
  result: Json;
  outcome: 'ok' | 'error' | 'denied';
  /** Which answer of the model asked for it: calls that were asked for at once share it. Left out where nobody knows. */
  step?: number;
}

/** One invariant at one boundary. */
export interface ObservedInvariant {
  id: string;
  verdict: 'passed' | 'violated' | 'error';
}

/** All that assertions may know of a finished trial: what went in, what came out, and how. */
export interface Observation {
  input: Json;
  status: 'succeeded' | 'refused' | 'failed' | 'cancelled';
  /** Why it did not succeed, by its code. */
  error: { code: string; message: string } | null;
  /** The answer as text; the JSON of it where it is no text. */
  text: string;
  /** The answer as a value: parsed where the text is JSON, the text itself where it is not. */
  output: Json;
  calls: readonly ObservedCall[];
  invariants: readonly ObservedInvariant[];
  /** What the stubbed environment holds at the end; null without one. */
  state: Json;
  /** Of a conversation with a simulated user, oldest first; a single turn has two. */
  turns: readonly { role: 'user' | 'agent'; text: string }[];
  steps: number;
  tokens: { input: number; output: number };
  costNanoUsd: number;
  durationMs: number;
  /** The models that answered, as `provider/model`. */
  models: readonly string[];
}
