import { expect, it } from 'vitest';
import { importOpenaiEval } from './import-openai-eval.ts';

const definition = JSON.stringify({
  object: 'eval',
  id: 'eval_1',
  name: 'IT tickets',
  data_source_config: { type: 'custom', schema: {} },
  testing_criteria: [
    {
      type: 'string_check',
      name: 'Match',
      input: '{{ sample.output_text }}',
      reference: '{{ item.label }}',
      operation: 'eq',
    },
    { type: 'string_check', input: '{{sample.output_text}}', reference: 'sorry', operation: 'ilike' },
    {
      type: 'text_similarity',
      input: '{{sample.output_text}}',
      reference: '{{item.label}}',
      evaluation_metric: 'fuzzy_match',
      pass_threshold: 0.7,
    },
    {
      type: 'text_similarity',
      input: '{{sample.output_text}}',
      reference: 'x',
      evaluation_metric: 'bleu',
      pass_threshold: 0.7,
    },
    {
      type: 'label_model',
      model: 'gpt-4.1',
      input: [
        { role: 'developer', content: 'Is “{{item.text}}” answered kindly in: {{sample.output_text}}' },
      ],
      labels: ['kind', 'rude'],
      passing_labels: ['kind'],
    },
    { type: 'python', source: 'def grade(sample, item): return 1' },
    { type: 'string_check', input: '{{sample.output_json.label}}', reference: 'x', operation: 'eq' },
  ],
});
const rows =
  '{"item":{"text":"Dark screen","label":"Hardware"}}\n\noops\n{"item":{"text":"No mail","label":"Software"}}\n';

it('an eval of the API becomes cases, with a line for each grader that is another here or none', () => {
  const { cases, notes, problems } = importOpenaiEval({
    definition,
    rows,
    template: 'Class this: {{item.text}}',
  });
  expect(cases).toMatchObject([
    {
      name: 'IT tickets 1',
      input: { query: 'Class this: Dark screen' },
      expect: [
        { kind: 'equals', value: 'Hardware' },
        { kind: 'contains', texts: ['sorry'], ignore_case: true },
        { kind: 'similarity', by: 'edit', to: 'Hardware', threshold: 0.7 },
        { kind: 'judge', guidance: 'Is “Dark screen” answered kindly in: (the answer)' },
      ],
    },
    { name: 'IT tickets 4', input: { query: 'Class this: No mail' } },
  ]);
  expect(notes.map(({ at, what }) => `${what} ${at}`)).toEqual([
    'changed testing_criteria.2',
    'not_translated testing_criteria.3',
    'changed testing_criteria.4',
    'not_translated testing_criteria.5',
    'not_translated testing_criteria.6',
  ]);
  expect(problems).toMatchObject([{ line: 3, text: 'oops' }]);
});

it('gives the item as input where there was no template', () => {
  const { cases } = importOpenaiEval({ definition, rows });
  expect(cases[0]?.input).toEqual({ text: 'Dark screen', label: 'Hardware' });
});

it('says what it is not', () => {
  expect(importOpenaiEval({ definition: '{}', rows }).problems).toHaveLength(1);
});
