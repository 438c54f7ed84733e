import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Framer, OnFrame } from './framer.ts';
import { longestFrame } from './framer.ts';
import { NdjsonFramer } from './ndjson-framer.ts';
import { SseFramer } from './sse-framer.ts';

type Frame = readonly [data: string, event: string];

function read(make: (onFrame: OnFrame) => Framer, pieces: readonly Buffer[]): Frame[] {
  const frames: Frame[] = [];
  const framer = make((data, event) => frames.push([data, event]));
  for (const piece of pieces) framer.push(piece);
  framer.end();
  return frames;
}

const sse = (onFrame: OnFrame) => new SseFramer(onFrame);
const ndjson = (onFrame: OnFrame) => new NdjsonFramer(onFrame);
const whole = (text: string) => [Buffer.from(text)];

/** Cuts bytes at any place, in the middle of a character as well. */
function cut(text: string, at: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const places = fc.array(fc.nat(2_000), { maxLength: 30 });
const values = fc.array(fc.record({ delta: fc.string({ unit: 'grapheme' }) }), { maxLength: 8 });

describe('a stream of events', () => {
  it('gives the same frames however its bytes are cut, with any line end', () => {
    fc.assert(
      fc.property(values, places, lineEnd, fc.boolean(), (deltas, at, end, named) => {
        const events = deltas.map(
          (delta) => `${named ? `event: piece${end}` : ''}data: ${JSON.stringify(delta)}${end}${end}`,
        );
        const text = `\uFEFF: hello${end}${end}${events.join(`:${end}`)}data: [DONE]${end}${end}`;
        const expected = [
          ...deltas.map((delta) => [JSON.stringify(delta), named ? 'piece' : '']),
          ['[DONE]', ''],
        ];
        expect(read(sse, cut(text, at))).toEqual(expected);
      }),
    );
  });

  it('joins data over several lines, keeps one space, passes over fields that it does not know', () => {
    const text = 'id: 7\nretry: 10\ndata:{"a":\ndata:  1}\ndata\nfoo: bar\n\nevent: x\n\ndata: y\n\n';
    expect(read(sse, whole(text))).toEqual([
      ['{"a":\n 1}\n', ''],
      ['y', ''],
    ]);
  });

  it('takes a last event whose empty line is missing, and not half a line', () => {
    expect(read(sse, whole('data: {"a":1}\n'))).toEqual([['{"a":1}', '']]);
    expect(read(sse, whole('data: {"a":1}\n\ndata: {"b"'))).toEqual([['{"a":1}', '']]);
  });

  it('gives no frame that is longer than it may be', () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const endless = Array.from({ length: longestFrame / piece.length + 1 }, () => piece);
    expect(() => read(sse, [Buffer.from('data: '), ...endless])).toThrow(/8 MB/);
    const lines = Array.from({ length: 9 }, () => Buffer.from(`data: ${'x'.repeat(1024 * 1024)}\n`));
    expect(() => read(sse, lines)).toThrow(/8 MB/);
  });
});

describe('a stream of lines', () => {
  it('gives the same lines however its bytes are cut', () => {
    fc.assert(
      fc.property(values, places, fc.constantFrom('\n', '\r\n'), (deltas, at, end) => {
        const lines = deltas.map((delta) => JSON.stringify(delta));
        expect(read(ndjson, cut(lines.map((line) => line + end).join(''), at))).toEqual(
          lines.map((line) => [line, '']),
        );
      }),
    );
  });

  it('takes a last line without its end only if it looks whole', () => {
    expect(read(ndjson, whole('{"a":1}\n{"b":2}'))).toHaveLength(2);
    expect(read(ndjson, whole('{"a":1}\n{"b":'))).toHaveLength(1);
  });
});
