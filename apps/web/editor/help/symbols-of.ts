import type { Range } from '@agent-factory/contracts';
import { placeOf, specContent } from '@agent-factory/spec';

/** A part of a spec, for the list that a text is searched by. */
export interface SpecSymbol {
  name: string;
  detail: string;
  range: Range;
  inner: SpecSymbol[];
}

/** Keys of the first level, with the items of lists by what they are called; as written, also with mistakes in it. */
export function symbolsOf(text: string): SpecSymbol[] {
  const spec = specContent(text)?.value;
  if (spec === undefined) return [];
  return Object.entries(spec).flatMap(([name, value]) => {
    const range = placeOf(text, [name]);
    if (range === null) return [];
    const items = Array.isArray(value) ? value : [];
    const inner = items.flatMap((item, index): SpecSymbol[] => {
      const place = placeOf(text, [name, index]);
      return place === null ? [] : [{ name: labelOf(item, index), detail: '', range: place, inner: [] }];
    });
    const isPlain = typeof value !== 'object' && name !== 'instructions';
    return [{ name, detail: isPlain ? String(value).slice(0, 60) : '', range, inner }];
  });
}

function labelOf(item: unknown, index: number): string {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return String(index + 1);
  const { id, name, agent, from, to } = item as Readonly<Record<string, unknown>>;
  if (typeof from === 'string' && typeof to === 'string') return `${from} → ${to}`;
  const label = [id, name, agent].find((each) => typeof each === 'string');
  return typeof label === 'string' && label !== '' ? label : (Object.keys(item)[0] ?? String(index + 1));
}
