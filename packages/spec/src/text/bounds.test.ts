import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec.ts';
import { agentText } from '../testing/marked.ts';
import { createReporter } from './reporter.ts';
import { maxDepth, maxNodes, scanStructure } from './scan-structure.ts';
import { createSource } from './source.ts';

const codes = (text: string) => parseSpec(text).diagnostics.map(({ code }) => code);

/** What the scan alone says, before any parser has seen the text. */
function scanned(text: string) {
  const reporter = createReporter(createSource(text));
  const tokens = scanStructure(text, 0, reporter);
  return { stopped: tokens === null, codes: reporter.diagnostics.map(({ code }) => code) };
}

/** A test whose input is nested so that the deepest list stands at this level of the spec. */
const nested = (level: number) => {
  const inner = level - 4; // the spec, its tests, the test, the input
  return agentText(
    `tests: [{ name: a, input: { query: a, x: ${'['.repeat(inner)}${']'.repeat(inner)} }, expect: [{ contains: a }] }]`,
  );
};

describe('the bounds are exact (Q12)', () => {
  test('32 levels are read, 33 are not', () => {
    expect(codes(nested(maxDepth))).toEqual([]);
    expect(codes(nested(maxDepth + 1))).toEqual(['nested_too_deep']);
  });

  test('5,000 nodes are read, 5,001 are not', () => {
    // All that stands around the items: keys, values, lists and mappings.
    const withItems = (count: number) =>
      agentText(
        `tests: [{ name: a, input: { query: a, x: [${'1,'.repeat(count)}] }, expect: [{ contains: a }] }]`,
      );
    const fixed = 23;
    expect(codes(withItems(maxNodes - fixed))).toEqual([]);
    expect(codes(withItems(maxNodes - fixed + 1))).toEqual(['too_many_nodes']);
  });

  test('256 KB are read, one byte more is not', () => {
    const head = agentText('title: x', '').trimEnd();
    const full = (bytes: number) => `${head}\n${'é'.repeat((bytes - head.length - 1) >> 1)}`;
    const body = 190_000;
    expect(codes(full(body * 2))[0]).toBe('too_large');
    expect(codes(full(200_000))).toEqual([]);
    const ascii = (bytes: number) => head.padEnd(bytes, '\n');
    expect(codes(ascii(256 * 1024))).toEqual(['missing_instructions']);
    expect(codes(ascii(256 * 1024 + 1))).toEqual(['too_large']);
  });
});

describe('the scan stops before the parser sees it', () => {
  test.each([
    ['flow lists', '['.repeat(80)],
    ['flow lists that close', `${'['.repeat(80)}${']'.repeat(80)}`],
    ['flow maps', '{ a: '.repeat(80)],
    ['behind a key', `a: ${'['.repeat(80)}`],
    ['behind a quoted key', `"a [": ${'['.repeat(80)}`],
    ['behind a block scalar', `a: |\n  [ ] {\nb: ${'['.repeat(80)}`],
    ['in JSON', `{"a": ${'[{"b":'.repeat(40)}`],
    ['block maps', Array.from({ length: 80 }, (_, index) => `${' '.repeat(index)}a:\n`).join('')],
    ['block lists', Array.from({ length: 80 }, (_, index) => `${' '.repeat(index)}-\n`).join('')],
    ['lists in one line', '- '.repeat(80)],
    ['keys in one line', 'a: '.repeat(80)],
    ['asked keys in one line', '? '.repeat(80)],
    [
      'lists and maps by turns',
      `${'- a:\n'.replace(/^/, '')}${Array.from({ length: 40 }, (_, index) => `${' '.repeat(2 + 4 * index)}- b:\n${' '.repeat(4 + 4 * index)}c:\n`).join('')}`,
    ],
  ])('depth: %s', (_, text) => {
    expect(scanned(text)).toEqual({ stopped: true, codes: ['nested_too_deep'] });
  });

  test.each([
    ['items', `[${'1,'.repeat(10_000)}]`],
    ['keys', 'a: 1\n'.repeat(8_000)],
    ['dashes', '-\n'.repeat(20_000)],
    ['blank lines', '\n'.repeat(100_000)],
    ['comments', '#\n'.repeat(100_000)],
  ])('number: %s', (_, text) => {
    expect(scanned(text)).toEqual({ stopped: true, codes: ['too_many_nodes'] });
  });

  test('brackets and indentation inside texts are not structure', () => {
    for (const text of [
      `a: "${'['.repeat(500)}"`,
      `a: |\n${Array.from({ length: 100 }, (_, index) => `${' '.repeat(index + 1)}- [ {\n`).join('')}`,
      `a: '${'{'.repeat(500)}'\n# ${'['.repeat(500)}\n`,
      `a:\n${'  - { b: [c] }\n'.repeat(300)}`,
    ]) {
      expect(scanned(text)).toEqual({ stopped: false, codes: [] });
    }
  });

  test('it never refuses what the exact bounds allow', () => {
    // Random block and flow structure, no deeper than the language allows.
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 12, depthSize: 'large' },
        fc.constantFrom('a', 1, null, 'text: with [ {'),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('k', 'l', 'm'), tie('node'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 8 }), (value, indent) => {
        expect(scanned(JSON.stringify({ value }, null, indent)).stopped).toBe(false);
      }),
    );
  });
});
