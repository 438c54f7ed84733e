import { expect, test } from 'vitest';
import { chartSvg } from './chart-picture.ts';
import { type ChartSeries, linePath, topOf } from './series-chart.tsx';

const series: ChartSeries[] = [
  { id: 'a', label: 'Good', tone: 'positive', values: [3, 0] },
  { id: 'b', label: 'Bad & <worse>', tone: 'danger', values: [4, 1] },
  { id: 'c', label: 'Before', tone: 'muted', values: [9, null], ghost: true },
];

test('bars are stacked and need room for their sum; lines and the time before do not', () => {
  expect(topOf('bars', series.slice(0, 2), 2)).toBe(8);
  expect(topOf('bars', series, 2)).toBe(10);
  expect(topOf('lines', series.slice(0, 2), 2)).toBe(4);
  expect(topOf('lines', [], 0)).toBe(1);
});

test('a line has a gap where nothing was measured, and begins anew', () => {
  expect(linePath([5, null, 10, 0], 10)).toBe('M12.500 50.000h0.01M62.500 0.000h0.01L87.500 100.000');
});

test('a picture says what it shows, and holds nobody’s markup', () => {
  const points = ['1 May', '2 May'].map((label) => ({ label, mark: label }));
  const chart = {
    title: 'Runs',
    range: 'May',
    label: 'Runs by status',
    shape: 'bars' as const,
    points,
    series,
  };
  const svg = chartSvg({ ...chart, format: String }, (token) => `c-${token}`);
  for (const part of ['>Runs<', 'Runs by status · May', 'Bad &amp; &lt;worse>', 'c-positive', '>2 May<']) {
    expect(svg).toContain(part);
  }
  expect(svg).not.toContain('<worse');
});
