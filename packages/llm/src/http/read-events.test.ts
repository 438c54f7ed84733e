import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents } from './read-events.ts';

async function read(pieces: readonly Uint8Array[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readEvents(
    (async function* () {
      yield* pieces;
    })(),
  )) {
    values.push(value);
  }
  return values;
}

/** Cuts bytes at any place, in the middle of a character as well. */
function cut(text: string, at: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index] ?? bytes.length));
}

describe('a stream of events', () => {
  it('gives the same values however its bytes are cut, with either line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ delta: fc.string({ unit: 'grapheme' }) }), { maxLength: 8 }),
        fc.array(fc.nat(400), { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (values, at, end) => {
          const events = values.map(
            (value) => `event: piece${end}data: ${JSON.stringify(value)}${end}${end}`,
          );
          const text = `: hello${end}${end}${events.join('')}data: [DONE]${end}${end}`;
          expect(await read(cut(text, at))).toEqual(values);
        },
      ),
    );
  });

  it('joins data that is spread over lines and reads nothing after the end', async () => {
    const text = 'data: {"a":\ndata: 1}\n\ndata: [DONE]\n\ndata: {"b":2}\n\n';
    expect(await read([new TextEncoder().encode(text)])).toEqual([{ a: 1 }]);
  });

  it.each([
    'data: {"error":{"message":"overloaded"}}\n\n',
    'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n',
    'data: {"type":"response.failed","response":{"error":{"code":"server_error"}}}\n\n',
  ])('throws what the vendor calls an error: %j', async (text) => {
    await expect(read([new TextEncoder().encode(text)])).rejects.toMatchObject({ name: 'VendorFailure' });
  });
});
