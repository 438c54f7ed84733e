import type { Estimate } from './estimate.ts';
import { criticalValue } from './normal.ts';

/**
 * Cohen's κ of two raters (Cohen 1960) with the large-sample interval of Fleiss, Cohen and Everitt (1969). `matrix[i][j]`
 * counts the items that the first put in category i and the second in j. Null without items, and where chance alone
 * explains everything (both raters used one category only): then nothing can be said about agreement.
 */
export function cohensKappa(matrix: readonly (readonly number[])[], level = 0.95): Estimate | null {
  const total = sum(matrix.map((row) => sum(row)));
  if (total === 0) return null;
  const share = (i: number, j: number): number => (matrix[i]?.[j] ?? 0) / total;
  const places = matrix.map((_, index) => index);
  const rows = places.map((i) => sum(places.map((j) => share(i, j))));
  const columns = places.map((j) => sum(places.map((i) => share(i, j))));
  const observed = sum(places.map((i) => share(i, i)));
  const chance = sum(places.map((i) => (rows[i] ?? 0) * (columns[i] ?? 0)));
  if (1 - chance < 1e-12) return null;
  const value = (observed - chance) / (1 - chance);
  const diagonal = sum(
    places.map((i) => share(i, i) * (1 - ((rows[i] ?? 0) + (columns[i] ?? 0)) * (1 - value)) ** 2),
  );
  const beside = sum(
    places.flatMap((i) =>
      places.map((j) => (i === j ? 0 : share(i, j) * ((columns[i] ?? 0) + (rows[j] ?? 0)) ** 2)),
    ),
  );
  const variance = diagonal + (1 - value) ** 2 * beside - (value - chance * (1 - value)) ** 2;
  const error = Math.sqrt(Math.max(0, variance) / total) / (1 - chance);
  const reach = criticalValue(level) * error;
  return { value, low: Math.max(-1, value - reach), high: Math.min(1, value + reach) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
