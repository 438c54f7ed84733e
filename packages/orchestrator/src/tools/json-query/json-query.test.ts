import { describe, expect, it } from 'vitest';
import type { ToolEnvironment } from '../tool.ts';
import { jsonQuery } from './json-query.tool.ts';

// The query looks at its input alone.
const nothing = {} as ToolEnvironment;
const orders = {
  orders: [
    { id: 'a', total: 50, 'paid-at': '2026' },
    { id: 'b', total: 150 },
  ],
};

async function query(json: Parameters<typeof jsonQuery.run>[0][string], path: string) {
  return await jsonQuery.run({ json, path }, nothing, new AbortController().signal);
}

describe('json_query', () => {
  it.each([
    ['orders[?total > `100`].id', ['b']],
    ['$.orders[0].total', 50],
    ['$.orders[0]["paid-at"]', '2026'],
    ['sum(orders[*].total)', 200],
    ['length(orders)', 2],
    ['nothing.here', null],
    ['__proto__', null],
    ['constructor', null],
  ])('%s', async (path, result) => {
    expect(await query(orders, path)).toEqual({ outcome: 'ok', value: { result } });
    expect(await query(JSON.stringify(orders), path)).toEqual({ outcome: 'ok', value: { result } });
  });

  it.each([
    ['a path that cannot be read', '[{', 'does not work'],
    ['a function that does not exist', 'eval(@)', 'does not work'],
  ])('refuses %s', async (_, path, words) => {
    expect(await query(orders, path)).toEqual({
      outcome: 'error',
      value: { error: expect.stringContaining(words) },
    });
  });

  it('refuses text that is not JSON', async () => {
    expect(await query('{"a":', 'a')).toMatchObject({
      outcome: 'error',
      value: { error: 'The data is not valid JSON.' },
    });
  });

  it.each([
    ['doubles itself as a list', `@${' | [@, @][]'.repeat(60)}`],
    ['doubles itself as text', `@${' | [@, @]'.repeat(60)} | to_string(@)`],
    ['pads without end', "pad_left('x', `2000000000`, 'y') | length(@)"],
  ])('survives a bomb that %s, and answers the next question', async (_, path) => {
    const bomb = await query([1, 2, 3], path);
    expect(bomb.outcome).toBe('error');
    expect(await query(orders, 'length(orders)')).toEqual({ outcome: 'ok', value: { result: 2 } });
  });
});
