import { parse } from 'csv-parse/sync';
import type { ImportNote } from './note.ts';

type Fields = Readonly<Record<string, unknown>>;

/** promptfoo's tests in a table: columns are variables, `__expected` assertions in short, `__description`, `__metadata:…`. */
export function readPromptfooCsv(
  text: string,
  at: string,
  notes: ImportNote[],
): { test: Fields; at: string }[] {
  let rows: Record<string, string>[];
  try {
    rows = recordsOf(text);
  } catch (error) {
    notes.push({
      at,
      what: 'not_translated',
      why: `The table cannot be read: ${error instanceof Error ? error.message : 'unknown'}`,
    });
    return [];
  }
  return rows.map((row, place) => {
    const here = `${at}.${place + 1}`;
    const vars: Record<string, unknown> = {};
    const metadata: Record<string, unknown> = {};
    const assert: Fields[] = [];
    let description: string | undefined;
    for (const [column, cell] of Object.entries(row)) {
      if (/^__expected\d*$/.test(column)) {
        if (cell.trim() !== '') assert.push(assertionOf(cell));
      } else if (column === '__description') description = cell;
      else if (column.startsWith('__metadata:'))
        metadata[column.slice('__metadata:'.length).replace(/\[\]$/, '')] = cell;
      else if (column.startsWith('__'))
        notes.push({ at: here, what: 'ignored', why: `The column “${column}” has no counterpart.` });
      else vars[column] = cell;
    }
    return {
      test: { vars, assert, metadata, ...(description === undefined ? {} : { description }) },
      at: here,
    };
  });
}

/** `contains: Paris`, `similar(0.8): Hello`; what has no type must be equal. */
function assertionOf(cell: string): Fields {
  const [, type, threshold, value] =
    /^\s*((?:not-)?[a-z][a-z:-]*?)(?:\((\d*\.?\d+)\))?\s*:\s*([\s\S]*)$/.exec(cell) ?? [];
  if (type === undefined || value === undefined || !isType(type)) return { type: 'equals', value: cell };
  const isList = /contains-(?:any|all)$/.test(type);
  return {
    type,
    value: isList ? value.split(',').map((part) => part.trim()) : value.trim(),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}

/** A word before a colon that is meant as a type; else the text merely has a colon. */
function isType(word: string): boolean {
  return /^(?:not-)?(?:equals|i?contains(?:-any|-all|-json|-html|-sql|-xml)?|starts-with|regex|is-[a-z-]+|similar|levenshtein|cost|latency|llm-rubric|g-eval|factuality|model-graded-[a-z]+|answer-relevance|javascript|python|ruby|webhook|rouge-n|bleu|gleu|meteor|perplexity(?:-score)?|classifier|moderation|tool-call-f1|trajectory:[a-z-]+|grade)$/.test(
    word,
  );
}

function recordsOf(text: string): Record<string, string>[] {
  const records: unknown = parse(text, {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    relax_column_count: true,
  });
  return records as Record<string, string>[];
}
