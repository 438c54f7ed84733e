import type { Finding } from './bar.ts';

/** What was asked, what was seen, and the verdict; a line each. */
export function table(rows: readonly (Finding & { id: string })[]): string {
  const cells = [
    ['bar', 'asked', 'seen', 'verdict'],
    ...rows.map(({ id, asked, seen, held }) => [id, asked, seen, held ? 'holds' : 'MISSED']),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(Math.min(widths[column] ?? 0, 90))).join('  '))
    .join('\n');
}
