import {
  approvalStates,
  boundaries,
  invariantActions,
  newId,
  type RunEventData,
} from '@agent-factory/contracts';
import fc from 'fast-check';
import type { ReceiptRun } from '../receipts/receipt-draft.ts';

export interface LoggedEvent {
  seq: number;
  at: Date;
  data: RunEventData;
}

/** A run of whose row a receipt can be made. */
export function receiptRun(change: Partial<ReceiptRun> = {}): ReceiptRun {
  return {
    runId: newId('run'),
    teamId: newId('team'),
    agentId: newId('agent'),
    agentName: 'renamed-since',
    agentVersionId: newId('agentVersion'),
    version: 3,
    specHash: 'ab'.repeat(32),
    triedModel: null,
    input: { query: 'Where is the treasure?' },
    attempt: 2,
    createdBy: '2b0dd2f6-9b3f-4d58-a8f4-3c2a6a4fd0f1',
    apiKeyId: null,
    ...change,
  };
}

const nano = fc.integer({ min: 0, max: 1_000_000 });
const step = fc.integer({ min: 1, max: 4 });
const text = fc.string({ unit: 'binary', maxLength: 8 });
const json = fc.jsonValue({ maxDepth: 2 });
const member = fc.option(fc.constantFrom('map', 'map/reader'), { nil: undefined });
const approvalIds = [newId('approval'), newId('approval')];
const tokens = fc.tuple(nano, nano).map(([input, output]) => ({ input, output, total: input + output }));

/** Few names and places, so that things come together that have to be told apart. */
const inner: fc.Arbitrary<RunEventData> = fc
  .tuple(
    member,
    fc.oneof(
      fc.record({ type: fc.constant('step.started' as const), step, task: text }),
      fc.record({ type: fc.constant('token' as const), step, text }),
      fc.record({
        type: fc.constant('step.finished' as const),
        step,
        provider: fc.constant('offline'),
        model: fc.constantFrom('offline/a', 'offline/b'),
        finish_reason: fc.constantFrom('stop' as const, 'tool_calls' as const, 'length' as const),
        tokens,
        cost_nano_usd: nano,
        duration_ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
        fallbacks: fc.array(fc.record({ model: text, reason: text }), { maxLength: 2 }),
      }),
      fc.record({
        type: fc.constant('tool.call' as const),
        step,
        tool_call_id: fc.constantFrom('c1', 'c2'),
        name: fc.constantFrom('dig', 'calculator', 'the secret is 4711'),
        arguments: json,
      }),
      fc.record({
        type: fc.constant('tool.result' as const),
        step,
        tool_call_id: fc.constantFrom('c1', 'c2'),
        name: fc.constantFrom('dig', 'calculator', 'the secret is 4711'),
        outcome: fc.constantFrom('ok' as const, 'error' as const, 'denied' as const),
        result: json,
        duration_ms: nano,
      }),
      fc.record({
        type: fc.constant('invariant' as const),
        id: fc.constantFrom('no-cards', 'polite'),
        says: fc.constantFrom('Cards never leave.', 'Be polite, secret friend.'),
        at: fc.constantFrom(...boundaries),
        verdict: fc.constantFrom('passed' as const, 'violated' as const, 'error' as const),
        action: fc.option(fc.constantFrom(...invariantActions)),
        detail: fc.option(text),
      }),
      fc.record({
        type: fc.constant('reservation' as const),
        step,
        action: fc.constantFrom('held' as const, 'settled' as const, 'refused' as const),
        cost_nano_usd: nano,
        spent_nano_usd: nano,
        held_nano_usd: nano,
        ceiling_nano_usd: nano,
      }),
      fc.record({
        type: fc.constant('approval' as const),
        approval_id: fc.constantFrom(...approvalIds),
        about: fc.constantFrom('tool' as const, 'invariant' as const),
        state: fc.constantFrom(...approvalStates),
        subject: fc.record({ name: fc.constant('dig'), value: json }),
        reason: fc.option(text),
        decided_by: fc.option(fc.constant('Kim Arden')),
        expires_at: fc.constant('2026-11-22T10:00:00.000Z'),
      }),
      fc.record({
        type: fc.constant('error' as const),
        error: fc.record({ code: fc.constantFrom('timed_out', 'internal'), message: text }),
      }),
    ),
  )
  .map(([at, data]) => (at === undefined ? data : { ...data, member: at }));

const started = fc.record({
  type: fc.constant('run.started' as const),
  attempt: step,
  agent: fc.constantFrom('seeker', 'finder'),
  version: step,
  spec_hash: fc.constant('ab'.repeat(32)),
});

const ofMember = fc.record({
  type: fc.constant('member' as const),
  member: fc.constantFrom('map', 'map/reader'),
  agent: fc.constantFrom('map-reader', 'digger'),
  spec_hash: fc.constant('cd'.repeat(32)),
  visit: step,
  state: fc.constantFrom('started' as const, 'succeeded' as const, 'failed' as const),
  note: fc.option(text),
});

const finished = fc.record({
  type: fc.constant('run.finished' as const),
  status: fc.constantFrom('succeeded' as const, 'failed' as const, 'refused' as const, 'cancelled' as const),
  output: json,
  error: fc.option(fc.record({ code: fc.constantFrom('cost_ceiling', 'cancelled'), message: text })),
  tokens,
  cost_nano_usd: nano,
});

/** Whatever a run may have logged, numbered, ended by `run.finished`. Content in it may be any text. */
export const arbitraryLog: fc.Arbitrary<LoggedEvent[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 8, arbitrary: inner }, started, ofMember), { maxLength: 30 }),
    finished,
    fc.array(fc.nat({ max: 10_000 }), { minLength: 31, maxLength: 31 }),
  )
  .map(([before, end, pauses]) => {
    let at = Date.UTC(2026, 10, 21, 16);
    return [...before, end].map((data, place) => {
      at += pauses[place] ?? 0;
      return { seq: place + 1, at: new Date(at), data };
    });
  });
