import type { Row } from './read-cases.ts';
import { type ReadProblem, readYaml } from './read-yaml.ts';

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
      const message = error instanceof Error ? error.message : 'cannot be read';
      const position = /position (\d+)/.exec(message)?.[1];
      const column = position === undefined ? line.length : Number(position) + 1;
      problems.push({ line: number, column, message: `This line is no JSON: ${message}`, text: line });
    }
  }
  return { rows, problems };
}
