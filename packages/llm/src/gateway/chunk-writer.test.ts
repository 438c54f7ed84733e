import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerPiece } from '../model-port.ts';
import { finishEvent } from '../testing/finish-event.ts';
import { createChunkWriter } from './chunk-writer.ts';
import { createCompletionWriter } from './completion-json.ts';

const piece: fc.Arbitrary<AnswerPiece> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => ({ event: { type: 'text' as const, text }, raw: null })),
  fc.record({ id: fc.string(), name: fc.string(), value: fc.jsonValue() }).map(({ id, name, value }) => ({
    event: { type: 'tool_call' as const, call: { id, name, arguments: { value } } },
    raw: null,
  })),
);

interface Delta {
  content?: string;
  tool_calls?: { index: number; id: string; function: { name: string; arguments: string } }[];
}

test('the chunks of an answer add up to what the same answer is when it comes whole', () => {
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 4 }), { maxLength: 6 }), (batches) => {
      const chunks = createChunkWriter({ model: 'm', created: 1, includeUsage: true, raw: false });
      const whole = createCompletionWriter({ created: 1 });
      const finish = finishEvent();
      let wire = '';
      for (const batch of batches) {
        wire += chunks.pieces(batch);
        whole.pieces(batch);
      }
      wire += chunks.finished(finish);

      const events = wire.split('\n\n').filter((block) => block !== '');
      expect(events.every((event) => event.startsWith('data: ') && !event.includes('\n'))).toBe(true);
      expect(events.at(-1)).toBe('data: [DONE]');
      const read = events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)));
      const deltas = read.flatMap(({ choices }): Delta[] =>
        choices.map((choice: { delta: Delta }) => choice.delta),
      );
      const calls = deltas.flatMap(({ tool_calls }) => tool_calls ?? []);
      const { choices, usage } = JSON.parse(whole.finished(finish));

      expect(deltas.map(({ content }) => content ?? '').join('')).toBe(choices[0].message.content ?? '');
      expect(calls.map(({ index }) => index)).toEqual(calls.map((_call, index) => index));
      expect(calls.map(({ index: _, ...call }) => call)).toEqual(choices[0].message.tool_calls ?? []);
      expect(read.at(-1)).toMatchObject({ choices: [], usage });
    }),
  );
});
