import type { Page } from '@playwright/test';
import type {
  Approval,
  KeyVendor,
  Model,
  ModelHealth,
  ProviderKey,
  Quota,
  Route,
  UsageSummary,
} from '../trpc/outputs.ts';

/** Lets the page believe in an answer that the platform under test, which calls no vendor, cannot give. */
export async function answerWith(page: Page, procedure: string, data: unknown): Promise<void> {
  await page.route(callsOf(procedure), (route) => route.fulfill({ json: { result: { data } } }));
}

/** Of that procedure alone: `creator.payout` is not `creator.payouts`. */
function callsOf(procedure: string): RegExp {
  return new RegExp(`/api/trpc/${procedure.replaceAll('.', '\\.')}(?:\\?|$)`);
}

/** A refusal as the API words it. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

export const tooMuch: Refusal = {
  status: 429,
  code: 'rate_limited',
  message: 'That was too much at once. Wait a minute and try again.',
};
export const unreachable: Refusal = {
  status: 503,
  code: 'unavailable',
  message: 'The database cannot be reached at the moment. Try again shortly.',
};

/** Lets a page find that the API refuses what it asks. */
export async function refuseWith(
  page: Page,
  procedure: string,
  { status, code, message }: Refusal,
): Promise<void> {
  const data = { app_code: code, request_id: 'req_7c1f2a9be04d4b63a7e2f0c9d1b8e5aa' };
  await page.route(callsOf(procedure), (route) =>
    route.fulfill({ status, json: { error: { code: -32603, message, data } } }),
  );
}

function model(id: string, title: string, input: number, output: number): Model {
  const provider = id.slice(0, id.indexOf('/'));
  return {
    id,
    provider,
    title,
    configured: provider !== 'mistral',
    variable: `${provider.toUpperCase()}_API_KEY`,
    tools: true,
    vision: true,
    searches: false,
    structured_output: true,
    context_tokens: 400_000,
    max_output_tokens: 128_000,
    price: {
      input_usd: input,
      cached_input_usd: input / 10,
      output_usd: output,
      request_usd: 0,
      search_usd: 0,
      source: `https://docs.${provider}.example/pricing`,
      as_of: '2026-11-12',
    },
  };
}

export const busyModels: { items: Model[] } = {
  items: [
    model('openai/swift-5', 'Swift 5', 0.25, 2),
    model('openai/large-5', 'Large 5', 1.25, 10),
    { ...model('openai/preview-6', 'Preview 6', 0, 0), price: null },
    model('anthropic/verse-4', 'Verse 4', 3, 15),
    model('anthropic/haiku-like-4', 'A model with quite a long name for a table cell', 0.8, 4),
    model('mistral/gust-3', 'Gust 3', 0.1, 0.3),
  ],
};

export const busyHealth: { items: ModelHealth[] } = {
  items: [
    {
      model: 'openai/swift-5',
      provider: 'openai',
      region: null,
      state: 'closed',
      open_until: null,
      first_token_ms: { p50: 312, p95: 940 },
      answered: 8_412,
      failed: 13,
      last_failure: { reason: 'it answered 503', at: '2026-11-20T09:12:44.000Z' },
    },
    {
      model: 'openai/large-5',
      provider: 'openai',
      region: null,
      state: 'half_open',
      open_until: '2026-11-21T09:13:44.000Z',
      first_token_ms: { p50: 1_180, p95: 3_900 },
      answered: 310,
      failed: 9,
      last_failure: { reason: 'it was overloaded', at: '2026-11-21T09:12:44.000Z' },
    },
    {
      model: 'anthropic/verse-4',
      provider: 'anthropic',
      region: 'eu',
      state: 'open',
      open_until: '2026-11-21T09:14:10.000Z',
      first_token_ms: { p50: 720, p95: 2_050 },
      answered: 960,
      failed: 41,
      last_failure: { reason: 'it was overloaded', at: '2026-11-21T09:13:10.000Z' },
    },
  ],
};

const tokens = (input: number, output: number) => ({ input, output, total: input + output });

/** Near the edge of one quota and beyond another. */
export const tightQuota: Quota = {
  plan: 'pro',
  period: { starts_at: '2026-11-01T00:00:00.000Z', resets_at: '2026-12-01T00:00:00.000Z' },
  runs: { used: 43_118, limit: 50_000, left: 6_882, state: 'near' },
  tokens: { used: 20_516_983, limit: 200_000_000, left: 179_483_017, state: 'fine' },
  budget: {
    spent_usd: 41.27,
    reserved_usd: 1.5,
    limit_usd: 60,
    left_usd: 17.23,
    state: 'fine',
    resets_at: '2026-12-01T00:00:00.000Z',
  },
  requests_per_minute: 100,
  key_budgets: [
    {
      key_id: 'key_01k3v9z4t8e3m6q7r0a1b2c3d4',
      name: 'Nightly report',
      spent_usd: 5,
      reserved_usd: 0,
      limit_usd: 5,
      left_usd: 0,
      state: 'used_up',
    },
    {
      key_id: 'key_01k3v9z4t8e3m6q7r0a1b2c3d5',
      name: 'Shop front',
      spent_usd: 3.2,
      reserved_usd: 0.4,
      limit_usd: 25,
      left_usd: 21.4,
      state: 'fine',
    },
  ],
};

export const busyUsage: UsageSummary = {
  month: '2026-11',
  plan: 'pro',
  budget: { limit_usd: 60, spent_usd: 41.27, reserved_usd: 1.5, left_usd: 17.23 },
  totals: {
    calls: 9_643,
    attempts: 9_761,
    failed_attempts: 63,
    cached_answers: 1_204,
    cost_usd: 41.27,
    failed_cost_usd: 0.4127,
    tokens: tokens(18_402_113, 2_114_870),
  },
  by_day: Array.from({ length: 21 }, (_, index) => {
    const weekend = index % 7 === 0 || index % 7 === 6;
    const calls = weekend ? 90 + index : 430 + ((index * 137) % 260);
    return {
      day: `2026-11-${String(index + 1).padStart(2, '0')}`,
      calls,
      cost_usd: Math.round(calls * 428) / 1e5,
    };
  }),
  by_model: [
    {
      model: 'anthropic/verse-4',
      provider: 'anthropic',
      payer: 'platform',
      calls: 960,
      attempts: 1_001,
      failed_attempts: 41,
      tokens: tokens(3_911_020, 604_338),
      cost_usd: 20.798,
      first_token_ms_p50: 720,
      first_token_ms_p95: 2_050,
    },
    {
      model: 'openai/swift-5',
      provider: 'openai',
      payer: 'platform',
      calls: 8_373,
      attempts: 8_425,
      failed_attempts: 13,
      tokens: tokens(14_002_093, 1_420_532),
      cost_usd: 16.341,
      first_token_ms_p50: 312,
      first_token_ms_p95: 940,
    },
    {
      model: 'openai/large-5',
      provider: 'openai',
      payer: 'team',
      calls: 310,
      attempts: 319,
      failed_attempts: 9,
      tokens: tokens(489_000, 90_000),
      cost_usd: 4.131,
      first_token_ms_p50: 1_180,
      first_token_ms_p95: 3_900,
    },
    {
      model: 'openai/preview-6',
      provider: 'openai',
      payer: 'team',
      calls: 4,
      attempts: 4,
      failed_attempts: 0,
      tokens: tokens(2_000, 800),
      cost_usd: null,
      first_token_ms_p50: null,
      first_token_ms_p95: null,
    },
  ],
  by_provider: [],
  by_purpose: [],
};

export const someProviderKeys: {
  items: ProviderKey[];
  vendors: Pick<KeyVendor, 'id' | 'title' | 'needs_base_url'>[];
} = {
  items: [
    providerKey('1', 'openai', 'Production', 'sk-…9f2c', 'active'),
    providerKey('2', 'anthropic', 'Claude of the research group', 'sk-ant-…Qx41', 'refused'),
    providerKey('3', 'mistral', 'Trial', 'Yh…77aa', 'disabled'),
  ],
  vendors: [
    { id: 'openai', title: 'OpenAI', needs_base_url: false },
    { id: 'anthropic', title: 'Anthropic', needs_base_url: false },
    { id: 'mistral', title: 'Mistral', needs_base_url: false },
  ],
};

function providerKey(
  n: string,
  vendor: string,
  label: string,
  masked: string,
  status: ProviderKey['status'],
): ProviderKey {
  return {
    id: `pky_${n.repeat(26)}`,
    vendor,
    label,
    masked,
    base_url: null,
    weight: 1,
    status,
    last_error: status === 'refused' ? 'It was refused: the key is not valid.' : null,
    tested_at: '2026-11-18T10:00:00.000Z',
    created_at: '2026-11-01T10:00:00.000Z',
  };
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function approval(n: string, parts: Partial<Approval>): Approval {
  return {
    id: `apr_${n.repeat(26)}`,
    run_id: `run_${n.repeat(26)}`,
    agent_id: `agt_${n.repeat(26)}`,
    agent_name: 'refund-desk',
    member: null,
    about: 'tool',
    subject: { name: 'stripe_refund', value: {} },
    reason: null,
    state: 'pending',
    edited_value: null,
    note: null,
    decided_by: null,
    created_at: inHours(-0.2),
    expires_at: inHours(23.8),
    on_timeout: 'deny',
    decided_at: null,
    ...parts,
  };
}

export const someApprovals: { items: Approval[]; next_cursor: string | null } = {
  items: [
    approval('1', {
      subject: {
        name: 'stripe_refund',
        value: { charge: 'ch_3PqN2eLkdIwHu7ix', amount: 4_990, reason: 'Charged twice on invoice INV-2041.' },
      },
    }),
    approval('2', {
      agent_name: 'mail-desk',
      member: 'writing/outreach',
      subject: {
        name: 'send_email',
        value: {
          to: ['kim@example.com', 'robin@example.com'],
          subject: 'Your tent is on its way',
          body: 'Hello Kim,\n\nyour order left our store this morning and should be with you on Thursday.\n\nThe shop',
        },
      },
      expires_at: inHours(0.05),
      on_timeout: 'approve',
    }),
    approval('3', {
      agent_name: 'price-watch',
      about: 'invariant',
      subject: { name: 'no-promises', value: 'We guarantee that you get the lowest price for ever.' },
      reason: 'The agent never promises a price.',
    }),
  ],
  next_cursor: null,
};

export const decidedApprovals: { items: Approval[]; next_cursor: string | null } = {
  items: [
    approval('4', {
      state: 'edited',
      subject: { name: 'stripe_refund', value: { charge: 'ch_3PqN2eLkdIwHu7ix', amount: 49_900 } },
      edited_value: { charge: 'ch_3PqN2eLkdIwHu7ix', amount: 4_990 },
      note: 'One zero too many.',
      decided_by: 'kim@example.com',
      decided_at: inHours(-0.1),
    }),
    approval('5', {
      state: 'denied',
      subject: { name: 'post_to_slack', value: { channel: '#general', text: 'We are closed tomorrow.' } },
      decided_by: 'API key "Night shift"',
      decided_at: inHours(-2),
    }),
    approval('6', { state: 'expired', decided_at: inHours(-30), created_at: inHours(-54) }),
  ],
  next_cursor: null,
};

const overCap = {
  code: 'over_cap',
  reason: 'its worst case of $0.018400 costs more than the plan allows a call ($0.010000)',
};

export const busyRoute: Route = {
  task: 'research',
  classified_by: 'rule',
  input_tokens: { expected: 14, at_most: 21 },
  bound: { usd: 0.01, by: 'plan' },
  chosen: 'openai/swift-5',
  summary:
    'Swift 5 is asked first, for about $0.0012 (the next best would be about $0.006); if it fails, Large 5 is next.',
  table: [
    verdict('openai/swift-5', 'Swift 5', 0, 0.0012, 0.0041),
    verdict('openai/large-5', 'Large 5', 1, 0.006, 0.0099),
    { ...verdict('anthropic/verse-4', 'Verse 4', null, 0.0092, 0.0184), dropped: overCap },
    {
      ...verdict('mistral/gust-3', 'Gust 3', null, 0.0003, 0.0009),
      payer: null,
      dropped: { code: 'not_configured', reason: 'set MISTRAL_API_KEY to use it' },
    },
  ],
};

function verdict(
  id: string,
  title: string,
  rank: number | null,
  expected: number,
  worst: number,
): Route['table'][number] {
  return {
    model: id,
    title,
    provider: id.slice(0, id.indexOf('/')),
    region: null,
    payer: 'platform',
    rank,
    dropped: null,
    expected_usd: expected,
    worst_usd: worst,
    latency_ms: rank === 0 ? 312 : null,
    health: 'closed',
  };
}
