import { newId } from '@agent-factory/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Choice, readAddress } from './address.ts';
import {
  activeRuns,
  addressOf,
  isBusy,
  lastRunOf,
  nextToBegin,
  type PlaygroundAction,
  type PlaygroundState,
  playgroundAfter,
  runOf,
  stateAt,
} from './exchanges.ts';

const empty = stateAt(readAddress(new URLSearchParams()));
const newest: Choice = { version: 'newest', model: null };
const second: Choice = { version: 2, model: 'groq/openai/gpt-oss-20b' };
const after = (state: PlaygroundState, ...actions: PlaygroundAction[]) =>
  actions.reduce(playgroundAfter, state);

test('an input goes to both columns, and the next one waits until both have answered', () => {
  let state = after(
    empty,
    { type: 'compare', choice: second },
    { type: 'queue', inputs: [{ query: 'one' }, { query: 'two' }] },
  );
  expect(nextToBegin(state)?.input).toEqual({ query: 'one' });
  state = after(state, { type: 'begin', key: 0 });
  expect(state.exchanges[0]).toMatchObject({ left: { state: 'starting' }, right: { state: 'starting' } });
  expect(nextToBegin(state)).toBeNull();

  const [left, right] = [newId('run'), newId('run')];
  state = after(
    state,
    { type: 'told', key: 0, side: 'left', told: { state: 'started', runId: left } },
    { type: 'told', key: 0, side: 'right', told: { state: 'started', runId: right } },
    { type: 'ended', runId: left },
  );
  expect(activeRuns(state)).toEqual([right]);
  expect(nextToBegin(state)).toBeNull();
  state = after(state, { type: 'ended', runId: right });
  expect(nextToBegin(state)?.input).toEqual({ query: 'two' });
  expect([lastRunOf(state, 'left'), lastRunOf(state, 'right')]).toEqual([left, right]);
});

test('what was refused holds back what waits behind it, until it is tried again or taken away', () => {
  let state = after(
    empty,
    { type: 'queue', inputs: [{ query: 'one' }, { query: 'two' }] },
    { type: 'begin', key: 0 },
    { type: 'told', key: 0, side: 'left', told: { state: 'refused', message: 'No.' } },
  );
  expect(isBusy(state)).toBe(false);
  expect(nextToBegin(state)).toBeNull();
  const runId = newId('run');
  state = after(
    state,
    { type: 'told', key: 0, side: 'left', told: { state: 'starting' } },
    { type: 'told', key: 0, side: 'left', told: { state: 'started', runId } },
    { type: 'ended', runId },
  );
  expect(nextToBegin(state)?.key).toBe(1);
});

test('whoever sends again after a refusal goes on', () => {
  const refused = { type: 'told', key: 0, side: 'left', told: { state: 'refused', message: 'No.' } } as const;
  const alone = after(
    empty,
    { type: 'queue', inputs: [{ query: 'one' }] },
    { type: 'begin', key: 0 },
    refused,
  );
  expect(nextToBegin(after(alone, { type: 'queue', inputs: [{ query: 'two' }] }))?.key).toBe(1);
});

test('columns change places with all that they have said', () => {
  const [left, right] = [newId('run'), newId('run')];
  const state = stateAt({
    ...addressOf(empty),
    right: second,
    exchanges: [{ left, right }],
  });
  const swapped = after(state, { type: 'swap' });
  expect(addressOf(swapped)).toMatchObject({
    left: second,
    right: newest,
    exchanges: [{ left: right, right: left }],
  });
  expect(after(swapped, { type: 'swap' })).toEqual(state);
});

test('a small screen comes back from a trace to the column that it is of', () => {
  const [left, right] = [newId('run'), newId('run')];
  const state = stateAt({ ...addressOf(empty), right: second, exchanges: [{ left, right }] });
  const traced = after(state, { type: 'trace', runId: right });
  expect(traced.shown).toBe('trace');
  expect(after(traced, { type: 'trace', runId: null }).shown).toBe('right');
});

test('whatever is done: each input is answered at most once, in the order in which it was sent', () => {
  const act = fc.constantFrom('queue', 'step', 'end', 'refuse', 'unqueue', 'compare');
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let state = empty;
      let sent = 0;
      for (const one of acts) {
        const next = nextToBegin(state);
        if (one === 'queue') state = after(state, { type: 'queue', inputs: [{ n: sent++ }] });
        if (one === 'compare')
          state = after(state, { type: 'compare', choice: state.right === null ? newest : null });
        if (one === 'unqueue' && state.waiting[0])
          state = after(state, { type: 'unqueue', key: state.waiting[0].key });
        if (one === 'step' && next !== null) {
          state = after(state, { type: 'begin', key: next.key });
          for (const side of ['left', 'right'] as const) {
            if (state.exchanges.at(-1)?.[side] === null) continue;
            state = after(state, {
              type: 'told',
              key: next.key,
              side,
              told: { state: 'started', runId: newId('run') },
            });
          }
        }
        const [running] = activeRuns(state);
        if (one === 'end' && running !== undefined) state = after(state, { type: 'ended', runId: running });
        const last = state.exchanges.at(-1);
        if (one === 'refuse' && last !== undefined && runOf(last.left) === null) {
          state = after(state, {
            type: 'told',
            key: last.key,
            side: 'left',
            told: { state: 'refused', message: '' },
          });
        }
        const order = [...state.exchanges, ...state.waiting].map(({ key }) => key);
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        expect(activeRuns(state).length).toBeLessThanOrEqual(2);
      }
    }),
  );
});
