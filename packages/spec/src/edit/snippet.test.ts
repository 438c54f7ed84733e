import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specToValue } from '../spec-value.ts';
import { arbitrarySpec } from '../testing/arbitrary-spec.ts';
import { readSnippet, writeSnippet } from './snippet.ts';

describe('snippets', () => {
  test('say what they were made of', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const { instructions: _, ...value } = specToValue(spec);
        expect(readSnippet(writeSnippet(value))).toEqual(value);
      }),
      { numRuns: 60 },
    );
  });

  test('are written as people write', () => {
    const edges = [{ from: 'research', to: 'check', when: '!state.check.ok' }];
    expect(writeSnippet({ nodes: { research: { agent: 'researcher' } }, edges })).toBe(
      'nodes:\n  research: { agent: researcher }\nedges:\n  - { from: research, to: check, when: "!state.check.ok" }\n',
    );
  });

  test.each([
    ['items of a list', '- web_search\n- agent: x\n', ['web_search', { agent: 'x' }]],
    ['prose', 'Hello there', null],
    ['broken YAML', 'tools: [a', null],
    ['an alias', 'a: &x 1\nb: *x\n', null],
    ['a tag', 'a: !!js/function x\n', null],
    ['a bomb', '['.repeat(10_000), null],
    ['nothing', '', null],
  ])('read %s', (_, text, value) => {
    expect(readSnippet(text)).toEqual(value);
  });
});
