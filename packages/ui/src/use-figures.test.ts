import { expect, test } from 'vitest';
import { figuresIn } from './use-figures.ts';

test.each([
  ['en', '$1,234.50', '2.3 s', '12,345', '31 Jan 2026, 12:05', 'a, b and c'],
  ['de', '1.234,50 $', '2,3 s', '12.345', '31.01.2026, 12:05', 'a, b und c'],
  ['pt-BR', 'US$ 1.234,50', '2,3 s', '12.345', '31 de jan. de 2026, 12:05', 'a, b e c'],
  ['zh-Hans', 'US$1,234.50', '2.3 s', '12,345', '2026年1月31日 12:05', 'a、b和c'],
])('%s writes figures its own way', (language, money, duration, number, moment, list) => {
  const figures = figuresIn(language);
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');
  expect(plain(figures.money(1234.5))).toBe(money);
  expect(plain(figures.duration(2.34))).toBe(duration);
  expect(plain(figures.number(12_345))).toBe(number);
  expect(
    plain(
      figures.moment('2026-01-31T12:05:00Z', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
    ),
  ).toBe(moment);
  expect(figures.list(['a', 'b', 'c'])).toBe(list);
});
