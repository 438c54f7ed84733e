import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsModel, matchesAny } from './allows-model.ts';

describe('lists of models', () => {
  it.each([
    ['openai/*', 'openai/gpt-5', true],
    ['openai/*', 'openrouter/openai/gpt-5', false],
    ['openrouter/*', 'openrouter/openai/gpt-5', true],
    ['openai/gpt-5', 'openai/gpt-5-mini', false],
    ['openai/gpt-5', 'openai/gpt-5-2025-08-07', true],
    ['openai/gpt-5-2025-08-07', 'openai/gpt-5', false],
    ['*/gpt-*-mini', 'openai/gpt-5-mini', true],
    ['*/gpt-*-mini', 'openai/gpt-mini', false],
    ['a*a', 'a', false],
    ['a*b*a', 'aba', true],
    ['*', 'anything/at-all', true],
    ['', '', true],
    ['open.i/*', 'openai/gpt-5', false],
  ])('%s on %s: %s', (pattern, model, matches) => {
    expect(matchesAny([pattern], model)).toBe(matches);
  });

  it('reads a pattern as the regular expression that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (glob, model) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*')}$`);
        expect(matchesAny([glob], model)).toBe(expression.test(model));
      }),
      { numRuns: 1_000 },
    );
  });

  it('lets what is switched off go before what is allowed', () => {
    const lists = { allowModels: ['a/*'], denyModels: ['a/x'] };
    expect(['a/x', 'a/y', 'b/x'].map((id) => allowsModel(lists, id))).toEqual([false, true, false]);
    expect(allowsModel({}, 'a/x')).toBe(true);
    expect(allowsModel({ allowModels: [] }, 'a/x')).toBe(false);
  });
});
