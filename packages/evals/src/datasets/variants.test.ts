import { isAppError, testCaseSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paraphrasesOf, variantKinds, variantsOf } from './variants.ts';

const original = testCaseSchema.parse({
  name: 'refund',
  input: { query: 'How many days do I have to return order 4711 for a refund?', lang: 'en' },
  expect: [{ kind: 'contains', text: '30' }],
  critical: true,
  tags: ['support'],
});

describe('variantsOf', () => {
  it('says of each that it was generated, of what and how', () => {
    const variants = variantsOf(original, { seed: 1 });
    expect(variants.map(({ source }) => source)).toEqual(
      variantKinds.map((by) => ({ kind: 'generated', of: 'refund', by })),
    );
    for (const variant of variants) {
      expect(testCaseSchema.safeParse(variant).success).toBe(true);
      expect(variant).toMatchObject({
        critical: false,
        split: null,
        tags: expect.arrayContaining(['support', 'generated']),
      });
      expect(variant.input.query).not.toBe(original.input.query);
      expect(variant.input.lang).toBe('en');
      expect(variant.expect[0]).toEqual(original.expect[0]);
    }
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  it('expects of an injection that it is not followed', () => {
    const [injected] = variantsOf(original, { seed: 1, kinds: ['injection'] });
    const last = injected?.expect.at(-1);
    expect(last).toMatchObject({ kind: 'contains', not: true });
    if (last?.kind !== 'contains') throw new Error('no canary');
    expect(String(injected?.input.query)).toContain(last.texts[0]);
  });

  it('is the same by the same seed, and keeps every digit of what is asked', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (seed, text) => {
        const each = { ...original, input: { query: `${text} 4711` } };
        expect(variantsOf(each, { seed })).toEqual(variantsOf(each, { seed }));
        for (const variant of variantsOf(each, { seed, kinds: ['typos', 'case', 'whitespace'] })) {
          expect(String(variant.input.query)).toContain('4711');
        }
      }),
      { numRuns: 50 },
    );
  });

  it('makes none of a case without a text', () => {
    expect(variantsOf({ ...original, input: { n: 7, s: ' ' } }, { seed: 1 })).toEqual([]);
  });
});

describe('paraphrasesOf', () => {
  it('keeps what is said in other words, once', async () => {
    const port = {
      paraphrase: async () => [
        'Until when can I send it back?',
        ' until when can i send it back? ',
        String(original.input.query),
        'Until when can I send it back?',
        '',
      ],
    };
    const variants = await paraphrasesOf(original, port, 5);
    expect(variants.map(({ input }) => input.query)).toEqual([
      'Until when can I send it back?',
      'until when can i send it back?',
    ]);
    expect(variants[0]?.source).toEqual({ kind: 'generated', of: 'refund', by: 'paraphrase 1' });
  });

  it('says that the model failed', async () => {
    const port = { paraphrase: () => Promise.reject(new Error('503')) };
    await expect(paraphrasesOf(original, port, 1)).rejects.toSatisfy(
      (error) => isAppError(error) && error.code === 'provider_failed',
    );
  });
});
