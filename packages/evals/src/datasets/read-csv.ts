import { type CsvError, parse } from 'csv-parse/sync';
import { caseOfRecord } from './csv-row.ts';
import type { Row } from './read-cases.ts';
import type { ReadProblem } from './read-yaml.ts';

/**
 * A heading and a case a row (RFC 4180; a byte order mark, semicolons or tabs as spreadsheets write them are read too).
 * A row that cannot be read is named and given back; those after it are read.
 */
export function readCsvRows(text: string): { rows: Row[]; problems: ReadProblem[] } {
  const problems: ReadProblem[] = [];
  const rows: Row[] = [];
  let headings: string[] | null = null;
  let records: RawRecord[];
  try {
    records = parseRecords(text, (error, raw) => problems.push(problemOf(error, raw ?? null)));
  } catch (error) {
    return { rows, problems: [...problems, problemOf(error, text)] };
  }
  let line = 1;
  for (const { record, raw, info } of records) {
    const firstLine = line;
    line = info.lines + (raw.endsWith('\n') ? 0 : 1);
    const start = Math.max(firstLine, info.lines - newlinesIn(raw.trim()));
    if (headings === null) {
      headings = record.map((heading) => heading.trim());
      const double = headings.find(
        (heading, index) => heading !== '' && headings?.indexOf(heading) !== index,
      );
      if (double === undefined) continue;
      const message = `The column “${double}” is there twice.`;
      return {
        rows: [],
        problems: [{ line: start, column: headings.lastIndexOf(double) + 1, message, text: raw.trim() }],
      };
    }
    if (record.length !== headings.length) {
      const message = `The row has ${record.length} fields, the heading ${headings.length}.`;
      problems.push({
        line: start,
        column: Math.min(record.length, headings.length) + 1,
        message,
        text: raw.trim(),
      });
      continue;
    }
    const names = headings;
    const read = caseOfRecord(
      names.map((name, index) => [name, record[index] ?? '']),
      `row ${start}`,
    );
    const columnOf = (name: string | undefined) => Math.max(0, names.indexOf(name ?? '')) + 1;
    if ('problem' in read) {
      problems.push({ line: start, column: columnOf(read.column), message: read.problem, text: raw.trim() });
    } else {
      rows.push({
        value: read.value,
        text: raw.trim(),
        place: (path) => ({ line: start, column: columnOf(read.columnOf(path)) }),
      });
    }
  }
  return { rows, problems };
}

interface RawRecord {
  record: string[];
  raw: string;
  info: { lines: number };
}

function parseRecords(text: string, onSkip: (error: unknown, raw: string | undefined) => void): RawRecord[] {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (separator: string) => firstLine.split(separator).length;
  const delimiter = [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
  const records: unknown = parse(text, {
    bom: true,
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined, raw: string | undefined) => {
      onSkip(error, raw);
      return undefined;
    },
    max_record_size: 1_000_000,
  });
  return records as RawRecord[];
}

function problemOf(error: unknown, text: string | null): ReadProblem {
  const known = typeof error === 'object' && error !== null ? error : {};
  const lines = 'lines' in known && typeof known.lines === 'number' ? known.lines : 1;
  const column = 'column' in known && typeof known.column === 'number' ? known.column + 1 : 1;
  const message = 'message' in known && typeof known.message === 'string' ? known.message : 'cannot be read';
  return { line: Math.max(1, lines), column, message: `The row cannot be read: ${message}`, text };
}

function newlinesIn(text: string): number {
  return text.split('\n').length - 1;
}
