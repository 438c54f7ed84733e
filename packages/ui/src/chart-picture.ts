import { ticks } from 'd3-array';
import { type ChartSeries, linePath, type SeriesChartProps, topOf } from './series-chart.tsx';

export interface ChartPicture
  extends Pick<SeriesChartProps, 'label' | 'shape' | 'points' | 'series' | 'format'> {
  /** "Cost by model". */
  title: string;
  /** What time, in which zone. */
  range: string;
}

const [width, height] = [1200, 520];
const plot = { left: 96, top: 132, right: 1168, bottom: 472 };

/** The chart as an SVG that stands for itself, with title, range, unit and legend, in colours that `colour` gives. */
export function chartSvg(chart: ChartPicture, colour: (token: string) => string): string {
  const { shape, series, points, format } = chart;
  const top = topOf(shape, series, points.length);
  const [w, h] = [plot.right - plot.left, plot.bottom - plot.top];
  const y = (value: number) => plot.bottom - (value / top) * h;
  const step = w / Math.max(1, points.length);
  const every = Math.max(1, Math.ceil(points.length / 12));
  const bars = shape === 'bars' ? series.filter(({ ghost }) => ghost !== true) : [];
  const text = (x: number, at: number, words: string, more = '') =>
    `<text x="${x}" y="${at}" fill="${colour('muted')}" font-size="14" ${more}>${escaped(words)}</text>`;

  const parts = [
    `<rect width="${width}" height="${height}" fill="${colour('surface')}"/>`,
    `<text x="32" y="44" fill="${colour('text')}" font-size="22" font-weight="600">${escaped(chart.title)}</text>`,
    text(32, 68, `${chart.label} · ${chart.range}`),
  ];
  let x = 32;
  for (const one of series) {
    parts.push(`<rect x="${x}" y="88" width="12" height="12" rx="2" fill="${colour(one.tone)}"/>`);
    parts.push(text(x + 18, 99, one.label));
    x += 44 + one.label.length * 7.5;
  }
  for (const level of ticks(0, top, 4)) {
    const at = y(level);
    parts.push(`<path d="M${plot.left} ${at}H${plot.right}" stroke="${colour('border')}"/>`);
    parts.push(text(plot.left - 10, at + 5, format(level), 'text-anchor="end"'));
  }
  for (const [at, point] of points.entries()) {
    let base = plot.bottom;
    for (const one of bars) {
      const tall = ((one.values[at] ?? 0) / top) * h;
      base -= tall;
      parts.push(
        `<rect x="${plot.left + at * step + 1}" y="${base}" width="${Math.max(1, step - 2)}" height="${tall}" fill="${colour(one.tone)}"/>`,
      );
    }
    if (at % every === 0) {
      parts.push(text(plot.left + (at + 0.5) * step, plot.bottom + 24, point.mark, 'text-anchor="middle"'));
    }
  }
  parts.push(...series.filter((one) => !bars.includes(one)).map((one) => line(one, top, colour)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">${parts.join('')}</svg>`;
}

function line(one: ChartSeries, top: number, colour: (token: string) => string): string {
  const [w, h] = [plot.right - plot.left, plot.bottom - plot.top];
  const dash = one.ghost === true ? '2 5' : one.dashed === true ? '8 4' : 'none';
  return `<svg x="${plot.left}" y="${plot.top}" width="${w}" height="${h}" viewBox="0 0 100 100" preserveAspectRatio="none"><path d="${linePath(one.values, top)}" fill="none" stroke="${colour(one.tone)}" stroke-width="2" stroke-linecap="round" stroke-dasharray="${dash}" vector-effect="non-scaling-stroke"/></svg>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Draws it in the browser, twice as fine as it is large. Rejects where the browser cannot. */
export async function chartPng(chart: ChartPicture): Promise<Blob> {
  const probe = document.body.appendChild(document.createElement('span'));
  const svg = chartSvg(chart, (token) => {
    probe.style.color = `var(--color-${token})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}
