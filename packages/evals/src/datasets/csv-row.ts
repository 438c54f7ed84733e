import { shortAssertion } from './short-assertion.ts';

/** The case of a row, before it is checked, and from which column each part came. */
export type RecordCase =
  | { value: Record<string, unknown>; columnOf(path: readonly PropertyKey[]): string | undefined }
  | { problem: string; column: string };

const yes: ReadonlySet<string> = new Set(['true', 'yes', '1', 'x']);
const no: ReadonlySet<string> = new Set(['false', 'no', '0', '']);

/**
 * Columns: `name`; `input` (or `query`), a text, or JSON in braces; `expect`, `expect_2` …, each an assertion in short
 * (`contains: Paris`, see `short-assertion.ts`) or JSON; `tags` with commas; `critical`; `split`. Any other column is a
 * field of the input. Empty cells of these are left out.
 */
export function caseOfRecord(cells: readonly (readonly [string, string])[], name: string): RecordCase {
  const value: Record<string, unknown> = { name };
  const fields: Record<string, unknown> = {};
  const expect: unknown[] = [];
  const expectColumns: string[] = [];
  const cameFrom = new Map<string, string>([['name', 'name']]);
  for (const [column, cell] of cells) {
    const key = column.toLowerCase();
    if (key === '' || (cell.trim() === '' && key !== 'critical')) continue;
    if (key === 'name') value.name = cell;
    else if (key === 'input' || key === 'query') {
      cameFrom.set('input', column);
      const read = cell.trim().startsWith('{') ? jsonOf(cell) : { value: { query: cell } };
      if (read === null) return { problem: 'This is no JSON.', column };
      Object.assign(fields, read.value);
    } else if (/^_*expect(?:ed)?_?\d*$/.test(key)) {
      expectColumns.push(column);
      const read = /^\s*[[{]/.test(cell) ? jsonOf(cell) : { value: shortAssertion(cell) };
      if (read === null) return { problem: 'This is no JSON.', column };
      expect.push(...(Array.isArray(read.value) ? read.value : [read.value]));
      while (expectColumns.length < expect.length) expectColumns.push(column);
    } else if (key === 'tags') {
      cameFrom.set('tags', column);
      value.tags = cell
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
    } else if (key === 'critical') {
      const word = cell.trim().toLowerCase();
      if (!yes.has(word) && !no.has(word)) return { problem: 'Critical is true or false.', column };
      value.critical = yes.has(word);
    } else if (key === 'split') {
      cameFrom.set('split', column);
      value.split = cell.trim().toLowerCase();
    } else {
      fields[column] = cell;
      cameFrom.set(`input.${column}`, column);
    }
  }
  if (Object.keys(fields).length > 0) value.input = fields;
  if (expect.length > 0) value.expect = expect;
  return {
    value,
    columnOf(path) {
      const [first, second] = path.map(String);
      if (first === 'expect') return expectColumns[Number(second)];
      return cameFrom.get(`${first}.${second}`) ?? cameFrom.get(first ?? '');
    },
  };
}

function jsonOf(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
