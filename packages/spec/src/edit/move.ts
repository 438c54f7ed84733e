import type { Path } from '../text/reporter.ts';
import { EditRefusal } from './edit-problem.ts';
import type { LaidSeq, Layout } from './layout.ts';
import { regionOf } from './lines.ts';
import { moved } from './step.ts';
import type { TextEdit } from './text-edit.ts';

/** Items change places with their comments; what stands between them (commas, blank lines, other comments) stays. */
export function moveItem(
  { text, parts }: Layout,
  list: LaidSeq,
  from: number,
  to: number,
  path: Path,
): TextEdit[] {
  for (const index of [from, to]) {
    if (list.items[index] === undefined) {
      throw new EditRefusal('no_such_place', `The list has no item ${index}.`, [...path, index], list);
    }
  }
  if (from === to) return [];
  const first = Math.min(from, to);
  const last = Math.max(from, to);
  const regions = Array.from({ length: last - first + 1 }, (_, index) =>
    regionOf(text, list, first + index, parts.yaml.start),
  );
  const texts = regions.map(({ start, end }) => text.slice(start, end));
  const gaps = regions.slice(1).map(({ start }, index) => text.slice(regions[index]?.end, start));
  const [gap = ''] = gaps;
  const start = regions[0]?.start ?? 0;
  const end = regions.at(-1)?.end ?? 0;
  if (gaps.every((each) => each === gap)) {
    const item = texts[from - first] ?? '';
    const length = item.length + gap.length;
    return from < to
      ? [
          { offset: start, length, insert: '' },
          { offset: end, length: 0, insert: gap + item },
        ]
      : [
          { offset: start, length: 0, insert: item + gap },
          { offset: end - length, length, insert: '' },
        ];
  }
  const order = moved(texts, from - first, to - first);
  const insert = order.map((each, index) => each + (gaps[index] ?? '')).join('');
  return [{ offset: start, length: end - start, insert }];
}
