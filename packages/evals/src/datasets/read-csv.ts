import { CsvError, parse } from 'csv-parse/sync';
import { caseOfRecord } from './csv-row.ts';
import type { ReadProblem } from './read-yaml.ts';
import type { Row } from './row.ts';

const maxCharacters = 10_000_000;
/** A quotation over more lines than this is one that somebody forgot to close. */
const maxLinesOfRecord = 500;

/**
 * A heading and a case a row (RFC 4180; a byte order mark, semicolons or tabs as spreadsheets write them are read too).
 * A row that cannot be read is named and given back; those after it are read.
 */
export function readCsvRows(text: string): { rows: Row[]; problems: ReadProblem[] } {
  if (text.length > maxCharacters) {
    const message = `The text is longer than ${maxCharacters} characters: give it in parts.`;
    return { rows: [], problems: [{ line: 1, column: 1, message, text: null }] };
  }
  const [heading, ...records] = readRecords(text.replace(/^\uFEFF/, ''));
  if (heading === undefined) return { rows: [], problems: [] };
  if ('problem' in heading) return { rows: [], problems: [heading.problem] };
  const names = heading.fields.map((name) => name.trim());
  const double = names.find((name, place) => name !== '' && names.indexOf(name) !== place);
  if (double !== undefined) {
    const message = `The column “${double}” is there twice.`;
    const column = names.lastIndexOf(double) + 1;
    return { rows: [], problems: [{ line: heading.line, column, message, text: heading.text }] };
  }
  const problems: ReadProblem[] = [];
  const rows: Row[] = [];
  const columnOf = (name: string | undefined) => Math.max(0, names.indexOf(name ?? '')) + 1;
  for (const record of records) {
    if ('problem' in record) {
      problems.push(record.problem);
      continue;
    }
    const { fields, line, text: own } = record;
    if (fields.length !== names.length) {
      const message = `The row has ${fields.length} fields, the heading ${names.length}.`;
      problems.push({ line, column: Math.min(fields.length, names.length) + 1, message, text: own });
      continue;
    }
    const read = caseOfRecord(
      names.map((name, place) => [name, fields[place] ?? '']),
      `row ${line}`,
    );
    if ('problem' in read) {
      problems.push({ line, column: columnOf(read.column), message: read.problem, text: own });
    } else {
      rows.push({
        value: read.value,
        text: own,
        place: (path) => ({ line, column: columnOf(read.columnOf(path)) }),
      });
    }
  }
  return { rows, problems };
}

type Record = { fields: string[]; line: number; text: string } | { problem: ReadProblem };

/**
 * The library stops at the first row that it cannot read, or loses those after it. So it is given one row at a time: the
 * lines up to where every quotation is closed; where that fails the first of them alone is at fault.
 */
function readRecords(text: string): Record[] {
  const lines = text.split(/\r?\n/);
  const delimiter = delimiterOf(lines[0] ?? '');
  const records: Record[] = [];
  for (let at = 0; at < lines.length; ) {
    const first = lines[at] ?? '';
    if (first.trim() === '') {
      at++;
      continue;
    }
    let end = at + 1;
    let quotes = count(first, '"');
    while (quotes % 2 === 1 && end < lines.length && end - at < maxLinesOfRecord) {
      quotes += count(lines[end] ?? '', '"');
      end++;
    }
    const read = readRecord(lines.slice(at, end).join('\n'), delimiter, at + 1);
    const isBroken = 'problem' in read && end > at + 1;
    records.push(isBroken ? { problem: { ...read.problem, text: first } } : read);
    at = isBroken ? at + 1 : end;
  }
  return records;
}

function readRecord(text: string, delimiter: string, line: number): Record {
  try {
    const read: string[][] = parse(text, { delimiter, relax_column_count: true });
    return { fields: read[0] ?? [], line, text };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // “… at line 2”: it counts from the row.
    const message = `The row cannot be read: ${error.message.replace(/ at line \d+/, '')}`;
    const column = 'column' in error && typeof error.column === 'number' ? error.column + 1 : 1;
    return { problem: { line, column, message, text } };
  }
}

function delimiterOf(heading: string): string {
  return [',', ';', '\t'].reduce((best, each) => (count(heading, each) > count(heading, best) ? each : best));
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
