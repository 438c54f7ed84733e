import type { AgentLabels, Counterexamples, SpecPatch } from '../trpc/outputs.ts';

const at = (hour: string) => `2026-11-21T${hour}:00.000Z`;
const hash = 'c41d7e52'.repeat(8);

/** Staging ahead of production. */
export const someLabels: AgentLabels = {
  items: [
    {
      ...{
        label: 'production',
        version: 1,
        spec_hash: hash,
        guarded: true,
        reason: 'Answers in German again.',
      },
      ...{ attestation_id: `att_${'1'.repeat(26)}`, moved_by: null, moved_at: at('11:30') },
    },
    {
      ...{ label: 'staging', version: 2, spec_hash: hash, guarded: false, reason: null },
      ...{ attestation_id: null, moved_by: null, moved_at: at('10:00') },
    },
  ],
  moves: [
    {
      ...{ label: 'production', move: 2, version: 1, spec_hash: hash, guarded: true },
      ...{ reason: 'Answers in German again.', moved_by: null, moved_at: at('11:30') },
      attestation_id: `att_${'1'.repeat(26)}`,
    },
    {
      ...{ label: 'staging', move: 1, version: 2, spec_hash: hash, guarded: false, reason: null },
      ...{ attestation_id: null, moved_by: null, moved_at: at('10:05') },
    },
    {
      ...{ label: 'draft', move: 2, version: null, spec_hash: null, guarded: false, reason: null },
      ...{ attestation_id: null, moved_by: null, moved_at: at('09:00') },
    },
  ],
};

/** One that won; its spec is that of the agent with one paragraph more. */
export function somePatches(agentId: string, spec: string): { items: SpecPatch[] } {
  const won: SpecPatch = {
    patch_id: `pat_${'1'.repeat(26)}`,
    agent_id: agentId as SpecPatch['agent_id'],
    version: 2,
    dataset_id: `dst_${'1'.repeat(26)}`,
    status: 'won',
    phase: 'sealed',
    reason_code: null,
    reason: null,
    rationale:
      'Where two offers cost the same, the agent names the first one. It now says that both are equal.',
    spec: `${spec.trimEnd()}\nWhere two offers cost the same, name both.\n`,
    changes: [],
    refused: [
      { reason_code: 'copies_tests', reason: 'The proposal has 1 phrase of the tests, word for word.' },
    ],
    train: { cases: 24, failing: 7 },
    validation: {
      ...{ cases: 18, before: 0.72, after: 0.94, p_value: 0.008, verdict: 'better', cases_needed: null },
      difference: { value: 0.22, low: 0.07, high: 0.38 },
    },
    sealed: { passed: true, look: 2, looks_left: 3 },
    accepted_version: null,
    max_cost: 2,
    created_at: at('10:00'),
    finished_at: at('10:04'),
  };
  return {
    items: [
      won,
      {
        ...won,
        ...{ patch_id: `pat_${'2'.repeat(26)}`, status: 'discarded', phase: 'validation', sealed: null },
        ...{ reason_code: 'does_not_win', reason: 'It does not win on validation beyond chance.' },
        created_at: at('09:00'),
      },
    ],
  };
}

export const someCounterexamples: Counterexamples = {
  finds: [
    {
      broken: 'no-card-numbers',
      reason: 'The invariant no-card-numbers did not hold: the answer has a card number.',
      of: 'finds the price of the tent',
      case: 'finds the price of the tent, broken 1',
      input: { query: '4111 1111 1111 1111' },
      tools: { json_query: '4111 1111 1111 1111' },
      live: false,
    },
  ],
  tries: 200,
  unknown: 0,
  stopped: 'tries',
  live: null,
  cost: 0,
  dataset_version: 4,
};
