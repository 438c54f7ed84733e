import { casesSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCases } from './read-cases.ts';
import { readCsvRows } from './read-csv.ts';

const yaml = `
cases:
  - name: capital
    input: What is the capital of France?
    expect:
      - { kind: contains, text: Paris }
      - { kind: not-contains, text: London }
    tags: [geography]
    critical: true
    split: sealed
  - name: order
    input: { query: Cancel order 7, lang: en }
    stubs:
      tools: [{ tool: cancel, arguments: { id: 7 }, answer: { result: ok }, sets: { open: 0 } }]
    turns: { kind: simulated, persona: In a hurry, goal: Order 7 is cancelled }
`;

describe('YAML', () => {
  it('is read with its defaults, and short forms made long', () => {
    const { cases, problems } = readCases({ text: yaml, format: 'yaml' });
    expect(problems).toEqual([]);
    expect(cases).toHaveLength(2);
    expect(cases[0]).toMatchObject({
      input: { query: 'What is the capital of France?' },
      expect: [
        { kind: 'contains', not: false, texts: ['Paris'] },
        { kind: 'contains', not: true, texts: ['London'] },
      ],
      critical: true,
      split: 'sealed',
      source: { kind: 'written' },
    });
    expect(cases[1]).toMatchObject({ stubs: { unknown: 'test_error', state: {} }, turns: { at_most: 8 } });
  });

  it('names the line and column of what is wrong, and reads the rest', () => {
    const text = `- name: a
  input: x
- name: b
  input: y
  expect:
    - kind: contains
      texts: []
  split: secret
- name: a
  input: z
`;
    const { cases, problems } = readCases({ text, format: 'yaml' });
    expect(cases.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toMatchObject([
      { line: 7, column: 14, message: expect.stringContaining('expect.0.texts') },
      { line: 8, column: 10, message: expect.stringContaining('split') },
      { line: 9, column: 9, message: 'The case in line 1 is named “a” as well.' },
    ]);
    expect(problems[0]?.text).toContain('"name":"b"');
  });

  it.each([
    ['what is no YAML', 'a: [1, 2', 1],
    ['a key that is there twice', '- name: a\n  input: x\n  name: b', 3],
    ['what is no list', 'cases: 7', 1],
    ['nothing', '', 1],
    ['thousands of brackets', '['.repeat(20_000), 1],
    [
      'a bomb of aliases',
      `a: &a [x]\n${Array.from({ length: 12 }, (_, n) => `b${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`},`.repeat(9)}]`).join('\n')}`,
      1,
    ],
    ['too much', `- name: ${'x'.repeat(300_001)}`, 1],
  ])('refuses %s with a place', (_, text, line) => {
    const { cases, problems } = readCases({ text, format: 'yaml' });
    expect(cases).toEqual([]);
    expect(problems[0]).toMatchObject({ line });
  });
});

describe('JSONL', () => {
  it('is read line by line; a broken line is given back', () => {
    const lines = [
      '{"name":"a","input":"x"}',
      '',
      '{"name": oops}',
      '{"name":"b","input":"y","tags":[""]}',
      '{"name":"c","input":"z"}',
    ];
    const { cases, problems } = readCases({ text: `\uFEFF${lines.join('\r\n')}\n`, format: 'jsonl' });
    expect(cases.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(problems).toMatchObject([
      { line: 3, column: 10, text: lines[2] },
      { line: 4, column: (lines[3] ?? '').indexOf('""') + 1, text: lines[3] },
    ]);
  });
});

describe('CSV', () => {
  it('is read by its columns', () => {
    const text = [
      'name,input,language,expect,expect_2,tags,critical,split',
      'capital,"What is the capital, please?",en,contains: Paris,"{""kind"":""length"",""at_most"":100}","geo, easy",yes,train',
      ',"two',
      'lines",de,not-matches: \\d{4},,,,',
      'plain,x,,Paris: the city,,,no,',
    ].join('\n');
    const { cases, problems } = readCases({ text, format: 'csv' });
    expect(problems).toEqual([]);
    const wrong = readCases({ text: `${text}\n\nlast,z,,,,,maybe,`, format: 'csv' }).problems;
    expect(wrong).toMatchObject([{ line: 7, column: 7, text: 'last,z,,,,,maybe,' }]);
    expect(cases).toMatchObject([
      {
        name: 'capital',
        input: { query: 'What is the capital, please?', language: 'en' },
        expect: [
          { kind: 'contains', texts: ['Paris'] },
          { kind: 'length', at_most: 100 },
        ],
        tags: ['geo', 'easy'],
        critical: true,
        split: 'train',
      },
      {
        name: 'row 3',
        input: { query: 'two\nlines', language: 'de' },
        expect: [{ kind: 'matches', not: true }],
      },
      { name: 'plain', expect: [{ kind: 'equals', value: 'Paris: the city' }], critical: false },
    ]);
  });

  it('reads what spreadsheets write: semicolons, a byte order mark', () => {
    const { cases } = readCases({ text: '\uFEFFname;input\r\na;"x;y"\r\n', format: 'csv' });
    expect(cases).toMatchObject([{ name: 'a', input: { query: 'x;y' } }]);
  });

  it('names line and column of what is wrong, gives it back, and reads on', () => {
    const text = [
      'name,input,split,critical,expect',
      'a,x,secret,,',
      'b,y',
      'c,z,,maybe,',
      'd,w,,,{oops',
      'e,v,,,',
    ].join('\n');
    const { cases, problems } = readCases({ text, format: 'csv' });
    expect(cases.map(({ name }) => name)).toEqual(['e']);
    expect(problems).toMatchObject([
      { line: 2, column: 3, text: 'a,x,secret,,' },
      { line: 3, column: 3, text: 'b,y' },
      { line: 4, column: 4, text: 'c,z,,maybe,' },
      { line: 5, column: 5, text: 'd,w,,,{oops' },
    ]);
  });

  it('reads on after quotations that are wrong or never end', () => {
    const text = 'name,input\na,x\nb,"y\nc,"z"z\nd,w\n';
    const { cases, problems } = readCases({ text, format: 'csv' });
    expect(cases.map(({ name }) => name)).toEqual(['a', 'd']);
    expect(problems).toMatchObject([
      { line: 3, column: 2, text: 'b,"y' },
      { line: 4, column: 2, text: 'c,"z"z' },
    ]);
  });
});

it.each([
  ['that is right', 'name,input\na,b\nc,d\ne,f\n', ['a', 'c']],
  ['that is not', 'name,input\na,b\nc,"d"d\ne,f\n', ['a']],
])('says where it stopped reading a table %s and too long', (_, text, names) => {
  const { rows, problems } = readCsvRows(text, 2);
  expect(rows.map(({ value }) => value)).toMatchObject(names.map((name) => ({ name })));
  expect(problems.at(-1)).toMatchObject({
    line: 4,
    message: expect.stringContaining('from here on were not read'),
  });
});

it('loses nothing: every line of a table is a case or a problem with its text', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '7'), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      (drawn) => {
        const lines = drawn.map((cells) => cells.join(','));
        const { cases, problems } = readCases({ text: `name,input\n${lines.join('\n')}`, format: 'csv' });
        const kept = [
          ...cases.flatMap(({ name, input }) => [name, ...Object.values(input)]),
          ...problems.map(({ text }) => text ?? ''),
        ];
        const letters = (texts: readonly unknown[]) =>
          texts
            .map(String)
            .join('')
            .replace(/[^ab7]/g, '').length;
        // Cases without a name are called by their row, whose number may add a 7.
        expect(letters(kept)).toBeGreaterThanOrEqual(letters(lines));
      },
    ),
  );
});

it('refuses two cases with one name', () => {
  const result = casesSchema.safeParse([
    { name: 'a', input: 'x' },
    { name: 'a', input: 'y' },
  ]);
  expect(result.error?.issues).toMatchObject([{ path: [1, 'name'] }]);
});
