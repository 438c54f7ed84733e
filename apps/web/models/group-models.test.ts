import { describe, expect, test } from 'vitest';
import type { Model } from '../trpc/outputs.ts';
import { groupModels, isOff, withSwitch } from './group-models.ts';

const model = (id: string, configured: boolean): Model => ({
  id,
  provider: id.split('/')[0] ?? '',
  title: id,
  configured,
  variable: 'X_API_KEY',
  tools: true,
  vision: false,
  searches: false,
  structured_output: true,
  context_tokens: 1_000,
  max_output_tokens: 100,
  price: null,
});
const used = (id: string, cost: number) => ({
  model: id,
  provider: id.split('/')[0] ?? '',
  payer: 'platform' as const,
  calls: 1,
  attempts: 1,
  failed_attempts: 0,
  tokens: { input: 1, output: 1, total: 2 },
  cost_usd: cost,
  first_token_ms_p50: null,
  first_token_ms_p95: null,
});

describe('groupModels', () => {
  test('puts providers that can be used first, own keys included, and used models first among theirs', () => {
    const groups = groupModels(
      [model('a/one', false), model('b/one', true), model('b/two', true), model('c/one', false)],
      { health: [], usage: [used('b/two', 3)], ownKeyVendors: new Set(['c']) },
    );
    expect(groups.map(({ id, usable, ownKey }) => [id, usable, ownKey])).toEqual([
      ['b', true, false],
      ['c', true, true],
      ['a', false, false],
    ]);
    expect(groups[0]?.rows.map(({ model: { id } }) => id)).toEqual(['b/two', 'b/one']);
  });
});

describe('switches', () => {
  test('a provider that is off takes its models along, also those with slashes in their names', () => {
    expect(isOff(['openrouter/*'], 'openrouter/meta/llama')).toBe(true);
    expect(isOff(['openrouter/*'], 'openai/llama')).toBe(false);
    expect(isOff(['openai/one'], 'openai/two')).toBe(false);
  });

  test('off and on again leaves the list as it was', () => {
    const list = ['openai/*', 'b/two'];
    const off = withSwitch(list, 'a/one', false);
    expect(off).toEqual([...list, 'a/one']);
    expect(withSwitch(off, 'a/one', false)).toEqual(off);
    expect(withSwitch(off, 'a/one', true)).toEqual(list);
  });
});
