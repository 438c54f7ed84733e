import type { Range } from '@agent-factory/contracts';

/** Offsets as lines and columns, both from 1. */
export function rangeBetween(text: string, { start, end }: { start: number; end: number }): Range {
  const at = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, offset };
  };
  return { start: at(start), end: at(end) };
}
