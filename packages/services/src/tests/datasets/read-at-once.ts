import type { TestCase } from '@agent-factory/contracts';
import { type CaseFormat, importPromptfoo, readCases } from '@agent-factory/evals';

export interface CasesText {
  text: string;
  format: CaseFormat | 'promptfoo';
}

export interface CasesRead {
  cases: TestCase[];
  /** What cannot be read, by its place in the text; `text` is what stands there. */
  problems: { line: number; column: number; message: string; text: string | null }[];
  /** What became something else than it was, or nothing. */
  notes: { at: string; what: 'ignored' | 'changed' | 'not_translated'; why: string }[];
}

/** Reads cases on the thread that asks. */
export function readAtOnce({ text, format }: CasesText): CasesRead {
  if (format !== 'promptfoo') return { ...readCases({ text, format }), notes: [] };
  const { cases, problems, notes } = importPromptfoo(text);
  return { cases, problems, notes };
}
