import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { canonicalSpec, specHash } from './canonical.ts';
import { canonicalJson } from './evaluate/canonical-json.ts';
import { parseSpec } from './parse-spec.ts';
import { specToText } from './spec-to-text.ts';
import { specToValue } from './spec-value.ts';
import { specSchema } from './team-spec.ts';
import { arbitrarySpec } from './testing/arbitrary-spec.ts';

function read(text: string) {
  const { document, diagnostics } = parseSpec(text);
  if (!document)
    throw new Error(`${JSON.stringify(diagnostics.map(({ code, message }) => [code, message]))}\n${text}`);
  return document;
}

describe('RFC 8785', () => {
  test('the example of the standard', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\u0022/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('keys sort by UTF-16 code units', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test('any JSON reads back as it was, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe('one canonical form', () => {
  test('equal meaning has an equal hash: JSON, Markdown and YAML of every spec', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const value = specToValue(spec);
        const hash = specHash(spec);
        for (const text of [
          canonicalSpec(spec),
          JSON.stringify(value, null, 2),
          specToText(value),
          stringify(value, { aliasDuplicateObjects: false }),
        ]) {
          const again = read(text);
          expect(again).toEqual(spec);
          expect(specHash(again)).toBe(hash);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('every spec that is read fits the model that stored specs are read with', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        expect(specSchema.parse(JSON.parse(JSON.stringify(read(canonicalSpec(spec)))))).toEqual(spec);
      }),
      { numRuns: 30 },
    );
  });

  test('it is the SHA-256 of the canonical text', () => {
    const spec = read('{"apiVersion":"agentfactory/v1","kind":"Agent","name":"a","instructions":"Hi ö😀"}');
    expect(specHash(spec)).toBe(createHash('sha256').update(canonicalSpec(spec)).digest('hex'));
  });

  const plain =
    '---\napiVersion: agentfactory/v1\nkind: Agent\nname: a-b\ntools: [calculator]\ninvariants:\n  - { id: x, says: y, check: { noPii: true } }\ntests:\n  - { name: t, input: hi, expect: [{ contains: a }] }\n---\nHello\n';
  test.each([
    ['comments and blank lines', plain.replace('kind: Agent\n', '# why\n\nkind: Agent # here\n')],
    ['key order', plain.replace('kind: Agent\nname: a-b\n', 'name: a-b\nkind: Agent\n')],
    ['block style', plain.replace('tools: [calculator]', 'tools:\n  - calculator')],
    ['quotes', plain.replace('name: a-b', 'name: "a-b"')],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['blank lines around the instructions', plain.replace('---\nHello\n', '---\n\n\nHello\n\n')],
    [
      'defaults spelled out',
      plain.replace(
        'name: a-b\n',
        'name: a-b\ntitle: A b\ndescription: ""\nmodel: { task: simple_query, use: [] }\nlimits: { maxCostUsd: 0.05, maxSteps: 12, maxSeconds: 60, maxOutputTokens: 2000 }\napprovals: []\ngates: { minPassRate: 1, trials: 3 }\n',
      ),
    ],
    ['the default memory', plain.replace('name: a-b\n', 'name: a-b\nmemory: { window: 40 }\n')],
    ['default boundary and action', plain.replace('check: {', 'at: [output], otherwise: block, check: {')],
    ['every kind named', plain.replace('noPii: true', 'noPii: [ssn, card, email, iban, phone, ip_address]')],
    ['the short form of an input', plain.replace('input: hi', 'input: { query: hi }')],
    [
      'other spellings of numbers',
      plain.replace('name: a-b\n', 'name: a-b\nlimits: { maxSteps: 0xC, maxCostUsd: 5e-2 }\n'),
    ],
    ['the default depth', plain.replace('name: a-b\n', 'name: a-b\nlimits: { maxDepth: 4 }\n')],
  ])('%s change nothing', (_, text) => {
    expect(specHash(read(text))).toBe(specHash(read(plain)));
  });

  test('sets have no order: boundaries, approvals, allowed tools', () => {
    const text = (at: string, approvals: string, allow: string) =>
      `---\napiVersion: agentfactory/v1\nkind: Agent\nname: a\ntools: [{ mcp: { url: "https://x.example", allow: ${allow} } }]\napprovals: ${approvals}\ninvariants: [{ id: x, says: y, at: ${at}, check: { maxLength: 3 } }]\n---\nHi\n`;
    expect(specHash(read(text('[input, output]', '[a, b]', '[a, b]')))).toBe(
      specHash(read(text('[output, input]', '[b, a]', '[b, a]'))),
    );
  });

  test.each([
    ['a word of the instructions', plain.replace('Hello', 'Hallo')],
    ['a limit', plain.replace('name: a-b\n', 'name: a-b\nlimits: { maxSteps: 11 }\n')],
    ['a total of tokens', plain.replace('name: a-b\n', 'name: a-b\nlimits: { maxTokens: 11 }\n')],
    ['a depth', plain.replace('name: a-b\n', 'name: a-b\nlimits: { maxDepth: 5 }\n')],
    ['an invariant', plain.replace('id: x', 'id: z')],
    ['a shorter memory', plain.replace('name: a-b\n', 'name: a-b\nmemory: { window: 20 }\n')],
    ['a memory that sums up', plain.replace('name: a-b\n', 'name: a-b\nmemory: { summarise: true }\n')],
    ['the order of tools', plain.replace('[calculator]', '[calculator, http_get]')],
  ])('%s changes it', (_, text) => {
    expect(specHash(read(text))).not.toBe(specHash(read(plain)));
  });
});
