import { maxCases, type TestCase, testCaseSchema } from '@agent-factory/contracts';
import { readCsvRows } from './read-csv.ts';
import { readJsonlRows } from './read-jsonl.ts';
import { type ReadProblem, readYaml } from './read-yaml.ts';
import type { Row } from './row.ts';

export type CaseFormat = 'yaml' | 'csv' | 'jsonl';

export interface ReadCases {
  cases: TestCase[];
  /** By line; a row with one is not among the cases, and its text is here. */
  problems: ReadProblem[];
}

/**
 * Reads cases from a text. YAML: a list of cases, or a mapping with `cases`. CSV: a heading and a case a line (see
 * `csv-row.ts` for the columns). JSONL: a case a line. All that is right is read; what is not is named with its line and
 * column and given back as it stood.
 */
export function readCases({ text, format }: { text: string; format: CaseFormat }): ReadCases {
  const { rows, problems } = rowsOf(text, format);
  const cases: TestCase[] = [];
  const names = new Map<string, { line: number }>();
  for (const row of rows) {
    const parsed = testCaseSchema.safeParse(row.value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const at = issue.path.map(String).join('.');
        problems.push({
          ...row.place(issue.path),
          message: `${at === '' ? 'The case' : at}: ${issue.message}`,
          text: row.text,
        });
      }
      continue;
    }
    const place = row.place(['name']);
    const before = names.get(parsed.data.name);
    if (before !== undefined) {
      const message = `The case in line ${before.line} is named “${parsed.data.name}” as well.`;
      problems.push({ ...place, message, text: row.text });
    } else if (cases.length === maxCases) {
      problems.push({ ...place, message: `A dataset has at most ${maxCases} cases.`, text: row.text });
    } else {
      names.set(parsed.data.name, place);
      cases.push(parsed.data);
    }
  }
  if (cases.length === 0 && problems.length === 0) {
    problems.push({ line: 1, column: 1, message: 'There is no case in this text.', text: null });
  }
  return { cases, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function rowsOf(text: string, format: CaseFormat): { rows: Row[]; problems: ReadProblem[] } {
  switch (format) {
    case 'csv':
      return readCsvRows(text);
    case 'jsonl':
      return readJsonlRows(text);
    case 'yaml':
      return readYamlRows(text);
  }
}

function readYamlRows(text: string): { rows: Row[]; problems: ReadProblem[] } {
  const { value, problems, place } = readYaml(text.replace(/^\uFEFF/, ''));
  if (problems.length > 0) return { rows: [], problems };
  const isWrapped = typeof value === 'object' && value !== null && 'cases' in value;
  const list: unknown = isWrapped ? value.cases : value;
  if (!Array.isArray(list)) {
    return {
      rows: [],
      problems: [{ ...place([]), message: 'Cases are a list, or a mapping with `cases`.', text: null }],
    };
  }
  const head = isWrapped ? ['cases'] : [];
  const rows = list.map((item: unknown, index) => ({
    value: item,
    text: JSON.stringify(item) ?? '',
    place: (path: readonly PropertyKey[]) => place([...head, index, ...path]),
  }));
  return { rows, problems: [] };
}
