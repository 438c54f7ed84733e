import { newId } from '@agent-factory/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Choice,
  linkedExchanges,
  type PlaygroundAddress,
  readAddress,
  writeAddress,
} from './address.ts';

const run = fc.nat().map((at) => newId('run', at));
const choice: fc.Arbitrary<Choice> = fc.record({
  version: fc.oneof(
    fc.constantFrom('newest' as const, 'draft' as const, 'staging' as const, 'production' as const),
    fc.integer({ min: 1, max: 999_999_999 }),
  ),
  model: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,8}\/[^\s]{1,20}$/), { nil: null }),
});
const exchange = fc
  .record({ left: fc.option(run, { nil: null }), right: fc.option(run, { nil: null }) })
  .filter(({ left, right }) => left !== null || right !== null);

test('an address says all that it was made of', () => {
  fc.assert(
    fc.property(
      fc.record({
        left: choice,
        right: fc.option(choice, { nil: null }),
        exchanges: fc.array(exchange, { maxLength: linkedExchanges }),
        trace: fc.option(run, { nil: null }),
        alone: fc.boolean(),
        shown: fc.constantFrom('left' as const, 'right' as const, 'trace' as const),
      }),
      (made) => {
        const address: PlaygroundAddress =
          made.right === null && made.shown === 'right' ? { ...made, shown: 'left' } : made;
        expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address);
      },
    ),
  );
});

test('whatever stands in an address is read as something that can be shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'x', 'run', 'show', 'alone'), fc.string())),
      (pairs) => {
        const read = readAddress(new URLSearchParams(pairs));
        expect(readAddress(new URLSearchParams(writeAddress(read)))).toEqual(read);
      },
    ),
  );
});

test('a long conversation keeps its newest exchanges', () => {
  const all = Array.from({ length: linkedExchanges + 3 }, () => ({ left: newId('run'), right: null }));
  const read = readAddress(
    new URLSearchParams(writeAddress({ ...readAddress(new URLSearchParams()), exchanges: all })),
  );
  expect(read.exchanges).toEqual(all.slice(3));
});
