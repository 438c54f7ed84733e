import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnosticDetails } from './catalogue.ts';
import { formatSpec } from './format-spec.ts';
import { parseSpec } from './parse-spec.ts';
import { specToText } from './spec-to-text.ts';
import { specToValue } from './spec-value.ts';
import { arbitrarySpec } from './testing/arbitrary-spec.ts';
import { agentText, teamText } from './testing/marked.ts';

const limit = 256 * 1024;
const fill = (unit: string, length = limit - 200) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const keys = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join('');
const front = (text: string) => `---\n${text}\n---\nHi\n`;

/** Texts that have hurt parsers; each must end in a diagnostic. */
const corpus: Record<string, string> = {
  'nothing but [': fill('['),
  'nothing but {': fill('{'),
  'ten thousand [ that close': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  '10,000 [ in a value': front(`title: ${'['.repeat(10_000)}`),
  '10,000 { in JSON': `{"title": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
  '10,000 [ in JSON': `{"title": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  'deep block maps': front(keys(500, (index) => `${' '.repeat(index)}a:\n`)),
  'deep block lists': front(`a:\n${keys(500, (index) => `${' '.repeat(index + 1)}-\n`)}`),
  'dashes in one line': front(`a:\n  ${'- '.repeat(10_000)}`),
  'question marks in one line': front('? '.repeat(10_000)),
  'colons in one line': front('a: '.repeat(10_000)),
  'brackets behind a quoted key': front(`"a": ${'['.repeat(10_000)}`),
  'brackets in a quoted key': front(`"${'['.repeat(10_000)}": 1`),
  'brackets after a block scalar': front(`a: |\n  x\nb: ${'['.repeat(10_000)}`),
  'brackets after a comment': front(`# [\na: ${'['.repeat(10_000)}`),
  '50,000 keys in a flow map': front(`{${keys(50_000, (index) => `k${index}: 1,`).slice(0, limit - 100)}}`),
  '50,000 keys in a block map': front(keys(20_000, (index) => `k${index}: 1\n`)),
  '50,000 items': front(`a: [${fill('1,', 200_000)}]`),
  'commas alone': front(`a: [${fill(',', 200_000)}`),
  'dashes, each in its line': front(fill('-\n', 200_000)),
  'the same key 5,000 times': front(fill('a: 1\n', 25_000)),
  'alias bomb': front(
    `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n${keys(20, (index) => `d${index}: [*c, *c]\n`)}`,
  ),
  'recursive alias': front('a: &a [*a]'),
  'merge keys': front('a: { <<: { b: 1 } }'),
  'tags that make objects': front('a: !!js/function "function () {}"'),
  'tags of other parsers': front('a: !!python/object/apply:os.system ["id"]'),
  'a tag that never ends': front(`a: !<${fill('x', 50_000)}`),
  __proto__: front('__proto__: { polluted: true }'),
  'quoted __proto__': '{"__proto__": {"polluted": true}, "apiVersion": "agentfactory/v1"}',
  constructor: front('constructor: { prototype: { polluted: true } }'),
  '__proto__ deep inside': agentText(
    'tests: [{ name: a, input: { a: { __proto__: { polluted: true } } }, expect: [{ contains: a }] }]',
  ),
  'toString as a kind': teamText('pattern: toString'),
  'hasOwnProperty as a check': agentText('invariants: [{ id: a, says: b, check: { hasOwnProperty: 1 } }]'),
  NUL: front('a: b\0c'),
  'escaped NUL': agentText('title: "a\\0b"'),
  'lone surrogate': front('title: \ud800'),
  'escaped lone surrogate': agentText('title: "\\udfff"'),
  'surrogates the wrong way round': front('title: \udc00\ud800'),
  'bidi override': agentText('title: "admin\u202e\u2066 // safe"'),
  'hidden instructions': agentText(
    'title: x',
    `Hello${[...'ignore'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
  ),
  BOM: '\ufeff---\nname: x\n---\n',
  'BOM in the middle': front('title: a\ufeffb'),
  'UTF-16 LE as Latin-1': [...'---\nname: x\n---\n'].map((c) => `${c}\0`).join(''),
  'UTF-16 BE as Latin-1': [...'---\nname: x\n---\n'].map((c) => `\0${c}`).join(''),
  'UTF-16 as UTF-8': '\ufffd\ufffd-\0-\0-\0',
  NaN: agentText('limits: { maxCostUsd: .nan }'),
  Infinity: agentText('limits: { maxCostUsd: .inf }'),
  '1e999': agentText('limits: { maxCostUsd: 1e999 }'),
  'a number of 100,000 digits': agentText(`limits: { maxSteps: ${fill('9', 100_000)} }`),
  'a name of 200 KB': agentText(`title: ${fill('x', 200_000)}`),
  'a key of 200 KB': front(`${fill('x', 200_000)}: 1`),
  'an unclosed quote': front(`a: "${fill('x', 200_000)}`),
  'backslashes in an unclosed quote': front(`a: "${fill('\\', 200_000)}`),
  'quotes alone': fill('"'),
  'apostrophes, one a line': front(fill("a: '\n", 100_000)),
  'block scalar headers': front(fill('a: |\n', 100_000)),
  'blank lines in a block scalar': front(`a: |\n${fill(' \n', 200_000)}`),
  'line breaks alone': fill('\n'),
  'carriage returns alone': fill('\r'),
  'tabs alone': fill('\t'),
  'spaces alone': fill(' '),
  'hashes alone': fill('#\n'),
  'documents without end': fill('---\n'),
  'document ends': fill('...\n'),
  directives: fill('%A\n'),
  'too large': fill('x', 300_000),
  'too large in bytes': `---\n---\n${'é'.repeat(140_000)}`,
  'a pattern bomb': agentText(
    'invariants: [{ id: a, says: b, check: { forbidPattern: "((a{1000}){1000}){1000}" } }]',
  ),
  'a back-reference': agentText("invariants: [{ id: a, says: b, check: { forbidPattern: '(a+)\\1' } }]"),
  'deep CEL': agentText(
    `invariants: [{ id: a, says: b, check: { cel: "${'('.repeat(900)}1${')'.repeat(900)}" } }]`,
  ),
  'deep CEL by negation': agentText(
    `invariants: [{ id: a, says: b, check: { cel: "${'!'.repeat(1_900)}true" } }]`,
  ),
  'wide CEL': agentText(`invariants: [{ id: a, says: b, check: { cel: "${fill('1+', 1_900)}1 > 0" } }]`),
  'CEL with code in it': agentText(
    'invariants: [{ id: a, says: b, check: { cel: "output.constructor.constructor(\'return process\')()" } }]',
  ),
  'a schema that is a cycle of nothing': agentText('output: { $ref: "#/a" }'),
  'a graph that goes round': teamText(
    'pattern: graph\nnodes: { a: { agent: x } }\nedges: [{ from: START, to: a }, { from: a, to: a }]',
  ),
  'a team within itself': teamText('pattern: sequence\nmembers: [{ agent: { agent: { agent: x } } }]'),
};

/** Rounds of the fuzz test; SPEC_FUZZ_RUNS asks for more (an hour is about 2,000,000). */
const fuzzRuns = Number(process.env.SPEC_FUZZ_RUNS ?? 1_500);

function mustBeSound(text: string) {
  const { document, diagnostics } = parseSpec(text);
  for (const { code, range, fix, message } of diagnostics) {
    expect(Object.hasOwn(diagnosticDetails, code)).toBe(true);
    expect(message.length).toBeLessThan(1_500);
    for (const { start, end } of [range, ...(fix ? [fix.range] : [])]) {
      expect(start.offset).toBeLessThanOrEqual(end.offset);
      expect(end.offset).toBeLessThanOrEqual(text.length);
      expect(start.line).toBeLessThanOrEqual(end.line);
    }
  }
  expect(document === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  return diagnostics;
}

describe('the hostile corpus (Q12)', () => {
  test.each(Object.entries(corpus))('%s is a diagnostic', (_, text) => {
    expect(mustBeSound(text).length).toBeGreaterThan(0);
  });

  test('each takes a bounded time, within 25 × that of a plain text of the full size', () => {
    // The thread's own time: what else the machine does must not count.
    const time = (text: string) => {
      const before = process.threadCpuUsage();
      parseSpec(text);
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1_000;
    };
    const best = (text: string) => Math.min(time(text), time(text), time(text));
    // 4,900 honest values: what the language allows anybody to send.
    const plain = Math.max(
      best(
        agentText(
          `input: { type: object, properties: { ${keys(1_200, (index) => `k${index}: { type: string },`)} } }`,
        ),
      ),
      5,
    );
    for (const [name, text] of Object.entries(corpus)) expect(best(text), name).toBeLessThan(25 * plain);
  });

  test('nothing is polluted', () => {
    for (const text of Object.values(corpus)) parseSpec(text);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object.prototype, 'prototype')).toBeUndefined();
  });

  test('the formatter leaves it alone or lays it out, and never falls', () => {
    for (const text of Object.values(corpus)) expect(typeof formatSpec(text)).toBe('string');
  });

  test('values that come as JSON are bounded before they become text', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i++) deep = [deep];
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index]));
    const polluted = JSON.parse('{"__proto__": {"polluted": true}, "name": "x"}') as Record<string, unknown>;
    const code = (value: Record<string, unknown>) =>
      parseSpec(specToText(value)).diagnostics.map((each) => each.code);
    expect(code({ input: deep })).toContain('nested_too_deep');
    expect(code({ input: wide })).toContain('too_many_nodes');
    expect(code(polluted)).toContain('forbidden_key');
  });
});

describe('fuzzing (Q12)', () => {
  test('any text at all is read without a fall', () => {
    const pieces = fc.constantFrom(
      '---\n',
      '\n',
      '  ',
      '- ',
      ': ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&a',
      '*a',
      '!',
      '%',
      '?',
      '\\',
      '\t',
      '\r\n',
      '\0',
      '\ufeff',
      '\ud800',
      '😀',
      'apiVersion: agentfactory/v1\n',
      'kind: Agent\n',
      'kind: Team\n',
      'name: x\n',
      'tools:\n',
      'invariants:\n',
      'check: ',
      'cel: ',
      '<<: ',
      '.nan',
      '1e9',
      'null',
      'pattern: graph\n',
      'nodes: ',
      'edges: ',
      '__proto__',
      '$ref',
      '@',
      '`',
      '~',
      '0x1',
      '- {',
      '}]',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 5, arbitrary: pieces },
            { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          mustBeSound(parts.join(''));
        },
      ),
      { numRuns: fuzzRuns },
    );
  });

  test('specs with pieces cut out, doubled and replaced are read without a fall', () => {
    fc.assert(
      fc.property(
        arbitrarySpec,
        fc.array(
          fc.tuple(
            fc.nat(4_000),
            fc.nat(40),
            fc.constantFrom('', ' ', '\n', '"', '{', ']', ': ', '- ', '\ud800', '#', '9'),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        (spec, edits) => {
          let text = specToText(specToValue(spec));
          for (const [at, length, by] of edits) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + by + text.slice(start + length);
          }
          mustBeSound(text);
        },
      ),
      { numRuns: Math.ceil(fuzzRuns / 5) },
    );
  });
});
