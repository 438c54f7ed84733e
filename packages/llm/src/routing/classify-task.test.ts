import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../model-port.ts';
import { requestOf } from '../testing/ask.ts';
import { judgeClassifier } from './classifier/judge-classifier.ts';
import { packModel } from './classifier/pack-weights.ts';
import { readLabelled } from './classifier/read-labelled.ts';
import { trainTaskModel } from './classifier/train-task-model.ts';
import { judgement, trainedModel } from './classifier/trained-model.ts';
import { classifyTask } from './classify-task.ts';

const questions = readLabelled(
  readFileSync(new URL('classifier/labelled-questions.txt', import.meta.url), 'utf8'),
);

function classified(content: string, change: Partial<ModelRequest> = {}) {
  return classifyTask(requestOf({ task: 'auto', messages: [{ role: 'user', content }], ...change }));
}

describe('auto', () => {
  it.each([
    ['Refactor this: ```ts\nlet a = 1\n```', 'code_generation'],
    ['Fact-check the second paragraph.', 'fact_checking'],
    ['Classify this mail.', 'classification'],
  ] as const)('goes by rules first: %j', (question, task) => {
    expect(classified(question)).toEqual({ task, by: 'rule' });
  });

  it('takes a schema of given values for a classification', () => {
    const outputSchema = { type: 'object', properties: { tone: { enum: ['kind', 'harsh'] } } };
    expect(classified('Well?', { outputSchema })).toEqual({ task: 'classification', by: 'rule' });
  });

  it('takes much material for something to think about', () => {
    expect(classified('lorem ipsum '.repeat(2_000))).toEqual({ task: 'complex_reasoning', by: 'length' });
  });

  it('asks the classifier where no rule speaks, and goes by length where it knows nothing either', () => {
    expect(classified('Translate "good evening" into Korean.').by).toBe('classifier');
    expect(classified('')).toEqual({ task: 'simple_query', by: 'length' });
  });

  it('reads the last thing that a person said', () => {
    const messages: ModelRequest['messages'] = [
      { role: 'user', content: 'Write a function that sorts.' },
      { role: 'assistant', content: 'Done.', toolCalls: [] },
      { role: 'user', content: [{ type: 'text', text: 'Is it true that it is stable? Verify.' }] },
    ];
    expect(classifyTask(requestOf({ task: 'auto', messages })).task).toBe('fact_checking');
  });
});

describe('the classifier', () => {
  it('is what training on the questions gives, and is right more often than length alone', () => {
    // Sums differ in their last digits between processors, so eight-bit weights may differ by one.
    const packed = packModel(trainTaskModel(questions));
    const bytes = (text: string) => new Int8Array(Buffer.from(text, 'base64'));
    const committed = bytes(trainedModel.weights);
    for (const [index, weight] of bytes(packed.weights).entries()) {
      expect(Math.abs(weight - (committed[index] ?? Number.NaN))).toBeLessThanOrEqual(1);
    }
    const judged = judgeClassifier(questions);
    expect(judged.questions).toBe(judgement.questions);
    expect(judged.classifier).toBeCloseTo(judgement.classifier, 1);
    expect(judged.classifier).toBeGreaterThan(judged.length + 0.1);
  });

  it('is off where it was measured to be no better', () => {
    // Labels that have nothing to do with their questions cannot be learnt.
    const noise = questions.map(({ question }, index) => ({
      question,
      task: questions[(index * 97) % questions.length]?.task ?? 'research',
    }));
    const judged = judgeClassifier(noise);
    expect(judged.classifier).toBeLessThan(0.35);
  });

  it.each([
    ['[poetry]\nRoses', 'is not a task'],
    ['What?', 'under no task'],
  ])('refuses %j', (text, says) => {
    expect(() => readLabelled(text)).toThrow(says);
  });
});
