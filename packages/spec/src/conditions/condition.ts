/** Where a condition looks: a part of what goes in or comes out, or of the call at hand. */
export const conditionRoots = ['input', 'output', 'arguments', 'result'] as const;
export type ConditionRoot = (typeof conditionRoots)[number];

export const usageFigures = ['costUsd', 'steps', 'seconds', 'tokens'] as const;
export type UsageFigure = (typeof usageFigures)[number];

export const comparisons = ['<=', '<', '>=', '>', '==', '!='] as const;
export type Comparison = (typeof comparisons)[number];

export const textTests = ['contains', 'startsWith', 'endsWith', 'matches'] as const;
export type TextTest = (typeof textTests)[number];

/** A field by its keys; the root itself has none. */
export interface Field {
  root: ConditionRoot;
  path: readonly string[];
}

/** One thing that can be said in a sentence. Whatever else CEL can say is not a condition. */
export type Condition =
  | { kind: 'number'; field: Field; is: Comparison; value: number }
  /** Characters of a text, items of a list, keys of a mapping. */
  | { kind: 'size'; field: Field; is: Comparison; value: number }
  | { kind: 'text'; field: Field; test: TextTest; text: string; not: boolean }
  | { kind: 'oneOf'; field: Field; texts: readonly string[]; not: boolean }
  | { kind: 'flag'; field: Field; value: boolean }
  /** Not of a root itself. */
  | { kind: 'present'; field: Field; not: boolean }
  | { kind: 'usage'; figure: UsageFigure; is: Comparison; value: number }
  /** Calls of a tool so far; of those that succeeded alone with `ok`. */
  | { kind: 'calls'; tool: string; ok: boolean; is: Comparison; value: number }
  | { kind: 'noFailure' };
export type ConditionKind = Condition['kind'];

/** What a builder can say: conditions that all hold or of which any holds, of every crossing or of one tool's calls. */
export interface Conditions {
  /** The tool whose calls are looked at; others pass. */
  tool: string | null;
  join: 'all' | 'any';
  /** At least one. */
  conditions: readonly Condition[];
}
