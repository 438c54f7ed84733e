import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, PatternError } from './pattern.ts';

describe('compilePattern', () => {
  test('finds, places and redacts', () => {
    const pattern = compilePattern('\\b(?:\\d[ -]?){13,16}\\b');
    const text = '😀 4111 1111 1111 1111, or 5500-0000-0000-0004.';
    expect(pattern.ranges(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '4111 1111 1111 1111',
      '5500-0000-0000-0004',
    ]);
    expect(pattern.redact(text, '$&[card]')).toBe('😀 $&[card], or $&[card].');
    expect(pattern.test('none')).toBe(false);
  });

  test.each([
    '(',
    'a{1001}',
    '(?=a)',
    '(?<=a)b',
    '(a)\\1',
    '[',
    '((a{1000}){1000}){1000}',
    'a'.repeat(1_001),
  ])('refuses %j', (source) => {
    expect(() => compilePattern(source)).toThrow(PatternError);
  });

  test('patterns that explode elsewhere take time linear in the text', () => {
    const pattern = compilePattern('^(([a-z])+.)+[A-Z]([a-z])+$');
    const time = (length: number) => {
      const text = 'a'.repeat(length);
      const start = performance.now();
      for (let i = 0; i < 5; i++) pattern.test(text);
      return performance.now() - start;
    };
    time(2_000);
    // Exponential would not end; quadratic would be 256 ×.
    expect(time(160_000)).toBeLessThan(100 * Math.max(time(10_000), 1));
  });

  test('agrees with JavaScript on what both can', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '.', 'c?', 'a*', '(?:ab)+', '\\d', '[^a]', 'b{1,2}');
    fc.assert(
      fc.property(
        fc.array(atom, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 12 }),
        (parts, text) => {
          const source = parts.join('');
          expect(compilePattern(source).test(text)).toBe(new RegExp(source).test(text));
        },
      ),
    );
  });

  test('a redacted text no longer holds what was found', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('1', '2', 'a', ' '), maxLength: 40 }), (text) => {
        expect(compilePattern('\\d+').test(compilePattern('\\d+').redact(text, '#'))).toBe(false);
      }),
    );
  });
});
