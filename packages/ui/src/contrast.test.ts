import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['background', 'surface', 'raised', 'sunken', 'hover'];
const inks = ['text', 'muted', 'accent', 'positive', 'warning', 'danger', 'info'];
const softs = ['accent', 'positive', 'warning', 'danger', 'info'];
const solids = ['accent-solid', 'accent-solid-hover', 'danger-solid', 'danger-solid-hover'];

const textPairs = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...softs.map((name) => [name, `${name}-soft`] as const),
  ...['text', 'muted'].flatMap((ink) => softs.map((name) => [ink, `${name}-soft`] as const)),
  ...solids.map((ground) => ['on-solid', ground] as const),
];
/** Lines that show where a control ends (WCAG 1.4.11). */
const linePairs = ['background', 'surface', 'raised'].map((ground) => ['border-strong', ground] as const);

function ratio(ink: string, ground: string, theme: 'light' | 'dark'): number {
  const a = tokens.get(ink)?.[theme];
  const b = tokens.get(ground)?.[theme];
  if (a === undefined || b === undefined) throw new Error(`no such token: ${ink} on ${ground}`);
  return contrast(a, b);
}

describe.each(['light', 'dark'] as const)('tokens, %s', (theme) => {
  test('text reaches AA (4.5) wherever it stands', () => {
    const weak = textPairs
      .map(([ink, ground]) => ({ pair: `${ink} on ${ground}`, ratio: ratio(ink, ground, theme) }))
      .filter((pair) => pair.ratio < 4.5);
    expect(weak).toEqual([]);
  });

  test('edges of controls reach 3', () => {
    const weak = linePairs
      .map(([ink, ground]) => ({ pair: `${ink} on ${ground}`, ratio: ratio(ink, ground, theme) }))
      .filter((pair) => pair.ratio < 3);
    expect(weak).toEqual([]);
  });
});

test('black on white has the contrast that WCAG gives it', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
});
