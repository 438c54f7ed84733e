import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specHash } from './canonical.ts';
import { formatSpec } from './format-spec.ts';
import { parseSpec } from './parse-spec.ts';
import { specToText } from './spec-to-text.ts';
import { specToValue } from './spec-value.ts';
import { arbitrarySpec } from './testing/arbitrary-spec.ts';

/** Spoils the layout of a text without touching what it says: comments, blank lines, line ends. */
const spoil = (text: string, choices: readonly number[]) => {
  const [front = '', ...rest] = text.slice(4).split('\n---\n');
  const lines = front.split('\n').map((line, index) => {
    const choice = choices[index % choices.length] ?? 0;
    const isTop = /^[a-z]\w*:/i.test(line);
    if (choice === 1 && isTop) return `# about this: ${index}\n${line}`;
    if (choice === 2 && isTop) return `\n\n${line}`;
    if (choice === 3 && isTop && /: \w+$/.test(line)) return `${line}    # aside`;
    return line;
  });
  return `---\n${lines.join('\n')}\n---\n\n${rest.join('\n---\n')}\n\n`;
};

describe('formatSpec', () => {
  test('never changes the hash, keeps every comment, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(
        arbitrarySpec,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 9 }),
        (spec, choices) => {
          const text = spoil(specToText(specToValue(spec)), choices);
          const before = parseSpec(text).document;
          const formatted = formatSpec(text);
          const after = parseSpec(formatted).document;
          expect(after && specHash(after)).toBe(before && specHash(before));
          expect(formatSpec(formatted)).toBe(formatted);
          const comments = (each: string) => each.match(/# (?:about this: \d+|aside)/g) ?? [];
          expect(comments(formatted)).toEqual(comments(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('lays out what people write', () => {
    const text =
      '---\napiVersion:   agentfactory/v1\r\nkind: Agent   # an agent\r\nname: a\n\n\ntools:\n    - calculator   # for sums\n    -   http_get\nlimits: {maxSteps: 3,   maxSeconds: 5}\n---\n\n\nHello  \r\nyou\n\n\n';
    expect(formatSpec(text)).toBe(
      '---\napiVersion: agentfactory/v1\nkind: Agent # an agent\nname: a\n\ntools:\n  - calculator # for sums\n  - http_get\nlimits: { maxSteps: 3, maxSeconds: 5 }\n---\nHello  \nyou\n',
    );
  });

  test('lists and mappings in one line keep the spacing that people use', () => {
    const text =
      '---\nname: x\ntools:   [calculator,http_get]\nlimits: {maxSteps: 3}\na: [ [ ], [ { b: "[ c ]" } ], "]" ]\n---\nHi\n';
    expect(formatSpec(text)).toBe(
      '---\nname: x\ntools: [calculator, http_get]\nlimits: { maxSteps: 3 }\na: [[], [{ b: "[ c ]" }], "]"]\n---\nHi\n',
    );
  });

  test('JSON stays JSON', () => {
    const text = '{"apiVersion":"agentfactory/v1","kind":"Agent","name":"a","instructions":"Hi"}';
    expect(formatSpec(text)).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  test.each([
    '',
    'no spec',
    '---\nname: [\n---\n',
    '---\nname: x\nname: y\n---\n',
    '\ufeff---\nname: x\n---\n',
  ])('what cannot be read comes back as it was: %j', (text) => {
    expect(formatSpec(text)).toBe(text);
  });

  test('a spec with mistakes in it is laid out too, mistakes and all', () => {
    expect(formatSpec('---\nname:   X y\nfoo:   1 # why\n---\nHi')).toBe(
      '---\nname: X y\nfoo: 1 # why\n---\nHi\n',
    );
  });
});
