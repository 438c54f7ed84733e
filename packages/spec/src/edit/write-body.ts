import { normaliseProse } from '../text/split-document.ts';
import { EditRefusal } from './edit-problem.ts';
import type { Layout } from './layout.ts';
import { lineStart } from './lines.ts';
import type { TextEdit } from './text-edit.ts';

/** The Markdown below the front matter: lines that stay keep their bytes, and so does the space around. */
export function writeBody({ text, parts, style }: Layout, wanted: string): TextEdit[] {
  if (parts.body === null)
    throw new EditRefusal('wrong_place', 'This text has no part below a front matter.', []);
  const { start, end } = parts.body;
  const old = text.slice(start, end);
  const lead = old.length - old.trimStart().length;
  const lines = normaliseProse(wanted).split('\n');
  if (old.trim() === '') {
    const before = text[start - 1] === '\n' ? '' : style.eol;
    return lines.join('') === ''
      ? []
      : [{ offset: start, length: 0, insert: `${before}${lines.join(style.eol)}${style.eol}` }];
  }
  const from = Math.max(start, lineStart(text, start + lead));
  const to = start + old.trimEnd().length;
  const kept = text.slice(from, to).split(/(?<=\n)/);
  const plain = kept.map((line) => line.replace(/\r?\n$/, ''));
  let head = 0;
  while (head < plain.length - 1 && head < lines.length - 1 && plain[head] === lines[head]) head++;
  let tail = 0;
  while (
    tail < plain.length - head - 1 &&
    tail < lines.length - head - 1 &&
    plain.at(-1 - tail) === lines.at(-1 - tail)
  ) {
    tail++;
  }
  const offset = from + kept.slice(0, head).join('').length;
  const after = kept.slice(kept.length - tail).join('').length;
  const middle = lines.slice(head, lines.length - tail).join(style.eol);
  // The last line that changes keeps its own line break.
  const last = kept[kept.length - tail - 1] ?? '';
  const lineBreak = tail > 0 ? (/\r?\n$/.exec(last)?.[0] ?? '') : '';
  return [{ offset, length: to - after - offset, insert: middle + lineBreak }];
}
