import { Decimal } from 'decimal.js';
import { CalculatorError } from './tokenize.ts';

/** Decimal arithmetic of 34 digits (IEEE 754 decimal128): sums of money are exact, 0.1 + 0.2 is 0.3. */
export const Exact = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6143,
});
export type Exact = Decimal;

const pi = new Exact('3.141592653589793238462643383279502884');

export const constants: Readonly<Record<string, Exact>> = {
  pi,
  π: pi,
  e: new Exact('2.718281828459045235360287471352662498'),
};

interface NumberFunction {
  least: number;
  most: number;
  of: (values: readonly Exact[]) => Exact;
}

const one = (of: (value: Exact) => Exact): NumberFunction => ({
  least: 1,
  most: 1,
  of: ([value = new Exact(0)]) => of(value),
});
const many = (of: (values: readonly Exact[]) => Exact): NumberFunction => ({ least: 1, most: 1000, of });
const sum = (values: readonly Exact[]) => values.reduce((total, value) => total.plus(value), new Exact(0));

export const functions: Readonly<Record<string, NumberFunction>> = {
  sqrt: one((value) => value.sqrt()),
  cbrt: one((value) => value.cbrt()),
  abs: one((value) => value.abs()),
  floor: one((value) => value.floor()),
  ceil: one((value) => value.ceil()),
  ln: one((value) => value.ln()),
  log10: one((value) => value.log(10)),
  log2: one((value) => value.log(2)),
  exp: one((value) => value.exp()),
  sin: one((value) => value.sin()),
  cos: one((value) => value.cos()),
  tan: one((value) => value.tan()),
  log: { least: 1, most: 2, of: ([value = new Exact(1), base]) => (base ? value.log(base) : value.ln()) },
  round: {
    least: 1,
    most: 2,
    of: ([value = new Exact(0), digits]) => value.toDecimalPlaces(places(digits), Decimal.ROUND_HALF_UP),
  },
  pow: { least: 2, most: 2, of: ([base = new Exact(1), exponent = new Exact(1)]) => base.pow(exponent) },
  mod: { least: 2, most: 2, of: ([value = new Exact(0), by = new Exact(1)]) => value.mod(by) },
  min: many((values) => Exact.min(...values)),
  max: many((values) => Exact.max(...values)),
  sum: many(sum),
  avg: many((values) => sum(values).div(values.length)),
  average: many((values) => sum(values).div(values.length)),
};

export function factorial(value: Exact): Exact {
  if (!value.isInteger() || value.isNegative() || value.gt(1000)) {
    throw new CalculatorError('A factorial is defined here for whole numbers from 0 to 1000.');
  }
  let product = new Exact(1);
  for (let factor = 2; value.gte(factor); factor += 1) product = product.times(factor);
  return product;
}

function places(digits: Exact | undefined): number {
  const count = digits?.toNumber() ?? 0;
  if (!Number.isInteger(count) || count < 0 || count > 30) {
    throw new CalculatorError('round takes 0 to 30 decimal places.');
  }
  return count;
}
