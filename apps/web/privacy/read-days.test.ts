import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDays } from './read-days.ts';

test('whole days from 1 to 3650 are read as typed, nothing keeps it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3650 }), (days) => {
      expect(readDays(` ${days} `)).toEqual({ days });
    }),
  );
  expect(readDays('  ')).toEqual({ days: null });
});

test.each(['0', '3651', '-1', '1.5', '1e2', 'ten', '٣', '0x10'])('%s is refused', (text) => {
  expect(readDays(text)).toHaveProperty('error');
});
