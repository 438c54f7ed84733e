import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToolEnvironment } from '../tool.ts';
import { calculator } from './calculator.tool.ts';

// The calculator looks at its input alone.
const nothing = {} as ToolEnvironment;

function work(expression: string): unknown {
  const result = calculator.run({ expression }, nothing, new AbortController().signal);
  return 'value' in result ? result.value : result;
}

describe('calculator', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['2 ^ 3 ^ 2', '512'],
    ['2 ** 10', '1024'],
    ['-2 ^ 2', '-4'],
    ['2 ^ -1', '0.5'],
    ['10 / 4', '2.5'],
    ['1 / 3', '0.33333333333333333333'],
    ['12 × 3 ÷ 4 − 1', '8'],
    ['1,234,567.89 + 0.11', '1234568'],
    ['$1,299.90 * 3', '3899.7'],
    ['15% of 80', '12'],
    ['80 + 15%', '92'],
    ['200 - 10%', '180'],
    ['50%', '0.5'],
    ['10 % 3', '1'],
    ['10 mod 3', '1'],
    ['5!', '120'],
    ['√16', '4'],
    ['sqrt(2) ^ 2', '2'],
    ['round(2.345, 2)', '2.35'],
    ['round(2.5)', '3'],
    ['max(1, 7, 3) - min(4, 2)', '5'],
    ['sum(1, 2, 3.5)', '6.5'],
    ['avg(1; 2)', '1.5'],
    ['floor(-1.5)', '-2'],
    ['ln(e)', '1'],
    ['2 * pi', '6.2831853071795864769'],
    ['1e3 + 1', '1001'],
    ['123456789012345678901234567890 + 1', '123456789012345678901234567891'],
  ])('%s = %s', (expression, result) => {
    expect(work(expression)).toEqual({ result });
  });

  it.each([
    ['1 / 0', 'Division by zero'],
    ['5 mod 0', 'Division by zero'],
    ['sqrt(-1)', 'not a real number'],
    ['10 ^ 10 ^ 10', 'too large'],
    ['(1 + 2', 'not closed'],
    ['1 +', 'ends where a number was expected'],
    ['1 2', 'not expected there'],
    ['process.exit(1)', 'is not part of arithmetic'],
    ['constructor', 'no function or constant'],
    ['toString()', 'no function or constant'],
    ['sqrt(1, 2)', 'was given 2 numbers'],
    ['2001!', '0 to 1000'],
    ['two plus two', 'no function or constant'],
    [`${'('.repeat(500)}1${')'.repeat(500)}`, 'nested too deeply'],
    [`${'-'.repeat(1500)}1`, 'nested too deeply'],
    ['', 'ends where a number was expected'],
  ])('refuses %s', (expression, words) => {
    expect(work(expression)).toEqual({ error: expect.stringContaining(words) });
  });

  it('adds amounts of money exactly, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }), (cents) => {
        const text = cents.map((amount) => `(${(amount / 100).toFixed(2)})`).join(' + ');
        const total = cents.reduce((sum, amount) => sum + amount, 0);
        expect(work(text)).toEqual({ result: String(total / 100) });
      }),
    );
  });

  it('answers or refuses whatever it is given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d+\-*/^%!(). ,a-z√]{0,60}$/), (expression) => {
        expect(work(expression)).toSatisfy(
          (value: object) => 'result' in value || ('error' in value && typeof value.error === 'string'),
        );
      }),
      { numRuns: 500 },
    );
  });
});
