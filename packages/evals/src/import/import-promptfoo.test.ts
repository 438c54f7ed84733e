import { describe, expect, it } from 'vitest';
import { importPromptfoo } from './import-promptfoo.ts';

const config = `
# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
description: Support bot
prompts:
  - 'Answer in {{language}}: {{question}}'
providers: [openai:gpt-5-mini]
outputPath: out.json
evaluateOptions: { repeat: 3, maxConcurrency: 4 }
defaultTest:
  vars: { language: English }
  assert:
    - { type: latency, threshold: 5000 }
tests:
  - description: capital
    vars: { question: 'What is the capital of France?', answer: Paris }
    metadata: { topic: geo, tags: [easy, europe] }
    assert:
      - { type: icontains, value: '{{answer}}', weight: 2 }
      - { type: not-contains-any, value: [London, Rome] }
      - { type: llm-rubric, value: 'Names {{answer}} and nothing else', provider: openai:gpt-5 }
      - { type: javascript, value: output.length < 10 }
      - { type: not-regex, value: '(?i)sorry' }
  - vars: { question: [a, b], language: [German, French] }
    assert:
      - type: assert-set
        threshold: 0.5
        assert:
          - { type: cost, threshold: 0.002 }
          - { type: similar, value: hello, threshold: 0.9 }
      - { type: rouge-n, value: x }
      - { type: made-up }
  - file://more.csv
  - file://missing.yaml
`;
const csv = `question,__expected,__expected2,__description,__metadata:topic,__threshold
"2 + 2, please?",equals: 4,"contains-any: 4, four",sum,math,0.5
"Time: now",Note: it is late,similar(0.8): late,,,
`;

describe('importPromptfoo', () => {
  const { cases, notes, problems } = importPromptfoo(config, { 'more.csv': csv });

  it('makes a case of each test, prompt and combination of variables', () => {
    expect(problems).toEqual([]);
    expect(cases.map(({ name, input }) => [name, input.query])).toEqual([
      ['capital', 'Answer in English: What is the capital of France?'],
      ['Test 2', 'Answer in German: a'],
      ['Test 3', 'Answer in German: b'],
      ['Test 4', 'Answer in French: a'],
      ['Test 5', 'Answer in French: b'],
      ['sum', 'Answer in English: 2 + 2, please?'],
      ['Test 7', 'Answer in English: Time: now'],
    ]);
    expect(cases[0]?.source).toEqual({ kind: 'imported', from: 'promptfoo' });
    expect(cases[0]?.tags).toEqual(['topic:geo', 'tags:easy', 'tags:europe']);
  });

  it('makes assertions of assertions', () => {
    expect(cases[0]?.expect).toMatchObject([
      { kind: 'latency', at_most_seconds: 5 },
      { kind: 'contains', texts: ['Paris'], ignore_case: true },
      { kind: 'contains', not: true, texts: ['London', 'Rome'], of: 'any' },
      { kind: 'judge', criteria: ['Names Paris and nothing else'] },
      { kind: 'matches', not: true, pattern: '(?i)sorry' },
    ]);
    expect(cases[1]?.expect).toMatchObject([
      { kind: 'latency' },
      { kind: 'cost', at_most_usd: 0.002 },
      { kind: 'similarity', by: 'embedding', threshold: 0.9 },
    ]);
    expect(cases[5]?.expect).toMatchObject([
      { kind: 'latency' },
      { kind: 'equals', value: '4' },
      { kind: 'contains', texts: ['4', 'four'], of: 'any' },
    ]);
    expect(cases[6]?.expect).toMatchObject([
      { kind: 'latency' },
      { kind: 'equals', value: 'Note: it is late' },
      { kind: 'similarity', threshold: 0.8 },
    ]);
  });

  it('has a line for each thing that did not become what it was, once', () => {
    expect(notes.map(({ at, what }) => `${what} ${at}`)).toEqual([
      'ignored providers',
      'ignored outputPath',
      'ignored evaluateOptions.repeat',
      'ignored evaluateOptions.maxConcurrency',
      'ignored tests.2.1',
      'ignored tests.2.2',
      'not_translated tests.3',
      'ignored tests.0.assert.0.weight',
      'ignored tests.0.assert.2.provider',
      'not_translated tests.0.assert.3',
      'changed tests.1.assert.0',
      'not_translated tests.1.assert.1',
      'not_translated tests.1.assert.2',
    ]);
    expect(notes.every(({ why }) => why.length > 10)).toBe(true);
  });

  it('reads what OpenAI’s retired Evals export: JSON, messages, a grader of labels', () => {
    const exported = JSON.stringify({
      description: 'IT tickets',
      prompts: [
        JSON.stringify([
          { role: 'developer', content: 'Class the ticket.' },
          { role: 'user', content: '{{ticket_text}}' },
        ]),
      ],
      providers: [{ id: 'openai:chat:gpt-4.1', config: { temperature: 0 } }],
      tests: [
        {
          vars: { ticket_text: 'My monitor is dark', correct_label: 'Hardware' },
          assert: [{ type: 'equals', value: '{{correct_label}}', metric: 'Match' }],
        },
      ],
    });
    const read = importPromptfoo(exported);
    expect(read.cases).toMatchObject([
      { input: { query: 'My monitor is dark' }, expect: [{ kind: 'equals', value: 'Hardware' }] },
    ]);
    expect(read.notes.map(({ what, at }) => `${what} ${at}`)).toEqual([
      'ignored providers',
      'changed prompts.0',
    ]);
  });

  it('reads trajectories, scenarios, anchors, and tests without a prompt', () => {
    const read = importPromptfoo(`
shared: &tools
  - { type: trajectory:tool-used, value: [search, { name: send, max: 1 }] }
  - { type: trajectory:tool-args-match, value: { name: search, args: { q: x }, mode: exact } }
  - { type: trajectory:tool-sequence, value: { mode: exact, steps: [search, send] } }
  - { type: tool-call-f1, value: 'search, send', threshold: 0.8 }
  - { type: not-is-refusal }
  - { type: levenshtein, value: 'hello world', threshold: 5 }
  - { type: is-json, value: { type: object } }
scenarios:
  - config: [{ vars: { a: 1 } }, { vars: { a: 2 } }]
    tests: [{ description: s, assert: *tools }]
`);
    expect(read.cases.map(({ name, input }) => [name, input])).toEqual([
      ['s', { a: 1 }],
      ['s (2)', { a: 2 }],
    ]);
    expect(read.cases[0]?.expect).toMatchObject([
      { kind: 'tool_used', tool: 'search' },
      { kind: 'tool_used', tool: 'send', at_most: 1 },
      { kind: 'tool_arguments', tool: 'search', match: 'exact' },
      { kind: 'tool_sequence', mode: 'strict', calls: [{ tool: 'search' }, { tool: 'send' }] },
      { kind: 'tool_sequence', mode: 'unordered', threshold: 0.8 },
      { kind: 'refusal', not: true },
      { kind: 'similarity', by: 'edit', threshold: 1 - 5 / 11 },
      { kind: 'json_schema', schema: { type: 'object' } },
    ]);
    expect(read.notes.map(({ at }) => at)).toContain('shared');
  });

  it.each([
    ['no mapping', '- 1', 1],
    ['no YAML', 'prompts: [', 1],
    ['the same key twice', 'tests: []\ntests: []', 2],
  ])('says where it cannot be read: %s', (_, text, line) => {
    expect(importPromptfoo(text)).toMatchObject({ cases: [], problems: [{ line }] });
  });

  it('keeps what a template cannot fill, and says so', () => {
    const read = importPromptfoo(
      "prompts: ['{{ q | upper }} {{x.y}}']\ntests: [{ vars: { x: { y: 1 } } }, { vars: { x: {} } }]",
    );
    expect(read.cases.map(({ input }) => input.query)).toEqual([
      '{{ q | upper }} 1',
      '{{ q | upper }} {{x.y}}',
    ]);
    expect(read.notes.filter(({ what }) => what === 'changed')).toHaveLength(2);
  });
});
