import { expect, test } from 'vitest';
import { formatSize } from './format-size.ts';

test.each([
  [1, '1 B'],
  [1_023, '1023 B'],
  [1_024, '1 KB'],
  [999 * 1_024, '999 KB'],
  [1_000 * 1_024, '1.0 MB'],
  [10 * 1_024 * 1_024, '10.0 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});
