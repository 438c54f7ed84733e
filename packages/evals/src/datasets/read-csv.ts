import { CsvError, parse } from 'csv-parse/sync';
import { caseOfRecord } from './csv-row.ts';
import type { ReadProblem } from './read-yaml.ts';
import type { Row } from './row.ts';

const maxCharacters = 10_000_000;
/** A quotation over more lines than this is one that somebody forgot to close. */
const maxLinesOfRecord = 500;
/** After so many of them each line is a row, so that a text of quotation marks is no work without end. */
const maxOpenQuotations = 50;
/** Twice what a dataset holds. */
const maxRecords = 20_000;

/**
 * A heading and a case a row (RFC 4180; a byte order mark, semicolons or tabs as spreadsheets write them are read too).
 * A row that cannot be read is named and given back; those after it are read.
 */
export function readCsvRows(
  text: string,
  most: number = maxRecords,
): { rows: Row[]; problems: ReadProblem[] } {
  if (text.length > maxCharacters) {
    const message = `The text is longer than ${maxCharacters} characters: give it in parts.`;
    return { rows: [], problems: [{ line: 1, column: 1, message, text: null }] };
  }
  const [heading, ...records] = readRecords(text.replace(/^\uFEFF/, ''), most);
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
 * The library reads a table that is right at once. Of one that is not it stops at the first row that it cannot read, or
 * loses those after it; so it is then given one row at a time.
 */
function readRecords(text: string, most: number): Record[] {
  const delimiter = delimiterOf(text.slice(0, Math.max(0, text.search(/[\r\n]|$/))));
  try {
    return readWhole(text, delimiter, most);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return readEach(text, delimiter, most);
  }
}

interface WholeRecord {
  record: string[];
  raw: string;
  /** The line at which it ends. */
  info: { lines: number };
}

function readWhole(text: string, delimiter: string, most: number): Record[] {
  const read: unknown = parse(text, {
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    to: most + 2,
  });
  // Its types do not know what `info` and `raw` make of a record.
  const records = read as WholeRecord[];
  const made: Record[] = records.slice(0, most + 1).map(({ record, raw, info }) => {
    const own = raw.trim();
    // What ends with the text has no line after it to be counted.
    const last = raw.endsWith('\n') ? info.lines : text.split('\n').length;
    return { fields: record, line: last - count(own, '\n'), text: own };
  });
  const beyond = records[most + 1];
  if (beyond !== undefined) made.push(tooMany(beyond.info.lines, most));
  return made;
}

function tooMany(line: number, most: number): Record {
  const message = `A table may have ${most} rows; those from here on were not read.`;
  return { problem: { line, column: 1, message, text: null } };
}

/** The lines up to where every quotation is closed are a row; where that fails the first of them alone is at fault. */
function readEach(text: string, delimiter: string, most: number): Record[] {
  const lines = text.split(/\r?\n/);
  const records: Record[] = [];
  let open = 0;
  for (let at = 0; at < lines.length; ) {
    if (records.length > most) {
      records.push(tooMany(at + 1, most));
      break;
    }
    const first = lines[at] ?? '';
    if (first.trim() === '') {
      at++;
      continue;
    }
    let end = at + 1;
    let quotes = count(first, '"');
    while (isOpen(quotes) && open < maxOpenQuotations && end < lines.length && end - at < maxLinesOfRecord) {
      quotes += count(lines[end] ?? '', '"');
      end++;
    }
    const read = readRecord(lines.slice(at, end).join('\n'), delimiter, at + 1);
    const isBroken = 'problem' in read && end > at + 1;
    if (isBroken) open++;
    records.push(isBroken ? { problem: { ...read.problem, text: first } } : read);
    at = isBroken ? at + 1 : end;
  }
  return records;
}

function isOpen(quotes: number): boolean {
  return quotes % 2 === 1;
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
