import { type ReadProblem, readYaml } from './read-yaml.ts';
import type { Row } from './row.ts';

/** Twice what a dataset holds. */
const maxLines = 20_000;

/** A case a line; empty lines are passed over. */
export function readJsonlRows(text: string): { rows: Row[]; problems: ReadProblem[] } {
  const rows: Row[] = [];
  const problems: ReadProblem[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const number = index + 1;
    if (rows.length + problems.length >= maxLines) {
      const message = `A text may have ${maxLines} cases; those from here on were not read.`;
      problems.push({ line: number, column: 1, message, text: null });
      break;
    }
    try {
      rows.push({
        value: JSON.parse(line),
        text: line,
        // JSON is YAML, whose reader knows where each part stands; asked only where something is wrong.
        place: (path) => ({
          line: number,
          column: path.length === 0 ? 1 : readYaml(line).place(path).column,
        }),
      });
    } catch (error) {
      const message = `This line is no JSON: ${error instanceof Error ? error.message : 'unknown'}`;
      problems.push({ line: number, column: firstWrong(line) + 1, message, text: line });
    }
  }
  return { rows, problems };
}

/** Where a text stops being the beginning of some JSON: the engine tells the place of some errors, but not of all. */
function firstWrong(text: string): number {
  let right = 0;
  let wrong = text.length;
  while (right + 1 < wrong) {
    const middle = (right + wrong) >> 1;
    if (isBeginning(text.slice(0, middle))) right = middle;
    else wrong = middle;
  }
  return right;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return /end of JSON|Unterminated/.test(message) || message.includes(`at position ${text.length} `);
  }
}
