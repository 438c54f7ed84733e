import type {
  BillingView,
  EarningsStatement,
  Fidelity,
  Library,
  MarketplaceFacets,
  OwnTemplate,
  PurchaseView,
  ReviewView,
  TemplateCard,
  TemplateEvidence,
  TemplatePermissions,
  TemplateTries,
  TemplateView,
} from '@agent-factory/contracts';

const at = '2026-11-20T10:00:00.000Z';
const tpl = (n: string): TemplateCard['id'] => `tpl_${n.repeat(26)}`;
const tpv = (n: string): TemplateView['version_id'] => `tpv_${n.repeat(26)}`;

function card(n: string, title: string, more: Partial<TemplateCard> = {}): TemplateCard {
  return {
    id: tpl(n),
    title,
    summary: 'Reads each refund request, looks the order up, and answers within the rules of the shop.',
    category: 'customer-support',
    tags: ['refunds', 'shop'],
    price_minor: 1_900,
    currency: 'usd',
    licence: 'modify',
    publisher: 'Harbour Works',
    kind: 'Agent',
    version: 3,
    owners: 1_284,
    rating: { average: 4.6, count: 212 },
    pass_rate: { value: 0.94, low: 0.88, high: 0.97 },
    effects: ['read', 'write'],
    cost_usd: 0.0021,
    picture: null,
    listed_at: at,
    ...more,
  };
}

export const someTemplates: { items: TemplateCard[]; next_cursor: string | null } = {
  items: [
    card('1', 'Refund desk'),
    card('2', 'Newsroom: research, write and check a piece in the house’s own style', {
      category: 'marketing',
      kind: 'Team',
      price_minor: 4_900,
      publisher: 'A publisher with quite a long name',
      effects: ['read'],
    }),
    card('3', 'Sums', {
      category: 'finance',
      price_minor: 0,
      owners: 1,
      rating: { average: null, count: 0 },
      pass_rate: null,
      cost_usd: null,
      effects: [],
    }),
    card('4', 'Invoice payer', { category: 'finance', effects: ['read', 'write', 'money'] }),
  ],
  next_cursor: 'more',
};

export const someFacets: MarketplaceFacets = {
  categories: [
    { category: 'customer-support', count: 412 },
    { category: 'finance', count: 96 },
    { category: 'marketing', count: 1_204 },
  ],
  tags: [],
};

const permissions: TemplatePermissions = {
  agents: [
    { title: 'Refund desk', kind: 'Team' },
    { title: 'Clerk', kind: 'Agent' },
  ],
  tools: [
    { name: 'json_query', agent: 'Clerk', source: 'built in', effect: 'read', approval: false },
    { name: 'send_email', agent: 'Refund desk', source: 'smtp', effect: 'write', approval: false },
    { name: 'stripe_refund', agent: 'Refund desk', source: 'stripe', effect: 'money', approval: true },
  ],
  models: [],
  tasks: ['simple_query'],
  invariants: [
    { id: 'no-card-numbers', says: 'Card numbers never leave the agent.', at: ['input', 'output'] },
    { id: 'refund-limit', says: 'No refund is larger than what was paid.', at: ['tool'] },
  ],
  limits: { max_cost_usd: 0.05, max_steps: 12, max_seconds: 120 },
  connections: ['smtp'],
};

const evidence: TemplateEvidence = {
  cases: 48,
  trials: 144,
  pass_rate: { value: 0.94, low: 0.88, high: 0.97 },
  cost_usd: { p50: 0.0021, p95: 0.0094 },
  duration_ms: { p50: 2_400, p95: 9_800 },
  models: ['openai/swift-5', 'anthropic/verse-4'],
  violations: 0,
  measured_at: at,
};

const loosened = [
  { risk: 'write_access_gained', agent: 'Refund desk', summary: 'May now call send_email, which writes.' },
];

export const someListing: TemplateView = {
  ...card('1', 'Refund desk'),
  description:
    '## What it does\n\nIt reads a request, finds the order and answers. **Refunds** wait for a person.\n\n- knows the rules\n- says what it did',
  fork_royalty_bps: 1_000,
  version_id: tpv('1'),
  spec_hash: 'a'.repeat(64),
  permissions,
  evidence,
  stars: [
    { stars: 5, count: 160 },
    { stars: 4, count: 31 },
    { stars: 3, count: 12 },
    { stars: 2, count: 3 },
    { stars: 1, count: 6 },
  ],
  deployments: 2_310,
  versions: [
    { number: 3, changelog: 'Answers by mail now.', loosened, listed_at: at },
    { number: 2, changelog: '', loosened: [], listed_at: '2026-10-02T10:00:00.000Z' },
  ],
  pictures: [],
  forked_from: { id: tpl('9'), title: 'Help desk', royalty_bps: 500 },
  updated_at: at,
};

const review = (n: string, more: Partial<ReviewView>): ReviewView => ({
  id: `rev_${n.repeat(26)}`,
  rating: 5,
  author: 'Robin',
  body: 'Answers what used to take us a morning.',
  version: 3,
  answer: null,
  answered_at: null,
  created_at: at,
  updated_at: at,
  ...more,
});

export const someReviews: { items: ReviewView[]; next_cursor: string | null } = {
  items: [
    review('1', { answer: 'Thank you. Version 4 will know gift cards too.', answered_at: at }),
    review('2', { rating: 2, author: null, body: 'Slow on Mondays.', version: 2 }),
  ],
  next_cursor: null,
};

export const lackingFidelity: Fidelity = {
  template_id: tpl('1'),
  version: 3,
  owned: true,
  ready: false,
  gaps: [
    {
      kind: 'connection',
      what: 'smtp',
      blocking: true,
      says: 'It sends mail, and your team has no mail server connected.',
      fix_path: '/settings/connections',
    },
    {
      kind: 'model',
      what: 'anthropic/verse-4',
      blocking: false,
      says: 'It was measured with this model, which your team has no key for.',
      fix_path: '/settings/keys',
    },
  ],
};

export const someTries: TemplateTries = {
  left: 2,
  items: [
    {
      id: `try_${'1'.repeat(26)}`,
      template_id: tpl('1'),
      status: 'succeeded',
      input: { query: 'I was charged twice on invoice INV-2041.' },
      output: 'I found both charges and asked for the second one to be given back.',
      error: null,
      calls: [{ tool: 'json_query', outcome: 'ok' }],
      invariants: [],
      cost_usd: 0.0019,
      duration_ms: 2_100,
      created_at: at,
      finished_at: at,
    },
  ],
};

export const someLibrary: Library = {
  items: [
    {
      template_id: tpl('1'),
      title: 'Refund desk',
      publisher: 'Harbour Works',
      licence: 'modify',
      status: 'listed',
      version: 3,
      agents: [
        { agent_id: `agt_${'1'.repeat(26)}`, name: 'refund-desk', version: 2 },
        { agent_id: `agt_${'2'.repeat(26)}`, name: 'refund-desk-for-the-second-shop', version: 3 },
      ],
      own_review: null,
    },
    {
      template_id: tpl('2'),
      title: 'Newsroom: research, write and check a piece in the house’s own style',
      publisher: 'A publisher with quite a long name',
      licence: 'use',
      status: 'unlisted',
      version: 1,
      agents: [],
      own_review: null,
    },
  ],
};

const purchase = (n: string, more: Partial<PurchaseView>): PurchaseView => ({
  purchase_id: `pur_${n.repeat(26)}`,
  template_id: tpl(n),
  template_version_id: tpv(n),
  title: 'Refund desk',
  amount_minor: 1_900,
  tax_minor: 0,
  currency: 'usd',
  status: 'completed',
  owned: true,
  returned_minor: 0,
  owed_minor: 0,
  refundable_minor: 1_900,
  refundable_until: '2026-12-04T10:00:00.000Z',
  receipt_url: 'https://pay.example/receipts/1',
  created_at: at,
  completed_at: at,
  refunds: [],
  ...more,
});

export const somePurchases: { items: PurchaseView[]; next_cursor: string | null } = {
  items: [purchase('1', {}), purchase('2', { status: 'disputed', refundable_minor: 0, amount_minor: 4_900 })],
  next_cursor: null,
};
export const paidPurchase = purchase('1', {});

export const ownTemplate: OwnTemplate = {
  id: tpl('1'),
  agent_id: null,
  title: 'Refund desk',
  summary: 'Answers refund requests.',
  description: someListing.description,
  category: 'customer-support',
  tags: ['refunds'],
  price_minor: 1_900,
  currency: 'usd',
  licence: 'resell',
  fork_royalty_bps: 1_250,
  status: 'listed',
  moderation_note: null,
  owners: 1_284,
  deployments: 2_310,
  rating: { average: 4.6, count: 212 },
  royalty_bps: 0,
  forked_from_id: null,
  pictures: [],
  versions: [
    {
      id: tpv('1'),
      number: 3,
      agent_version: 7,
      kind: 'Team',
      status: 'listed',
      changelog: 'Answers by mail now.',
      loosened,
      permissions,
      evidence,
      retest_due_at: '2026-11-27T10:00:00.000Z',
      created_at: at,
      listed_at: at,
    },
  ],
  created_at: at,
  updated_at: at,
  listed_at: at,
};

export const someOwnTemplates: { items: OwnTemplate[]; next_cursor: string | null } = {
  items: [
    ownTemplate,
    {
      ...ownTemplate,
      id: tpl('5'),
      title: 'A template that is still being written and has a rather long title for its row',
      status: 'draft',
      price_minor: 0,
      owners: 0,
      rating: { average: null, count: 0 },
      versions: [],
      listed_at: null,
    },
  ],
  next_cursor: null,
};

const line = (n: string, more: Partial<EarningsStatement['lines'][number]>) => ({
  entry_id: `led_${n.repeat(26)}` as const,
  at,
  kind: 'sale' as const,
  title: 'Refund desk',
  template_id: tpl('1'),
  amount_minor: 1_330,
  currency: 'usd',
  sale: null,
  ...more,
});

export const someEarnings: EarningsStatement = {
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-01T00:00:00.000Z',
  balances: [
    {
      currency: 'usd',
      payable_minor: 128_410,
      maturing_minor: 41_230,
      owed_minor: 1_330,
      at_stripe_minor: 9_310,
      sold_minor: 301_070,
      returned_minor: 5_320,
      sent_minor: 120_000,
    },
  ],
  lines: [
    line('1', { sale: { gross_minor: 1_900, tax_minor: 361, platform_minor: 570, royalties_minor: 0 } }),
    line('2', {
      amount_minor: 1_197,
      sale: { gross_minor: 1_900, tax_minor: 0, platform_minor: 570, royalties_minor: 133 },
    }),
    line('3', { kind: 'refund', amount_minor: -1_330 }),
    line('4', { kind: 'transfer', amount_minor: -120_000, title: '', template_id: null }),
  ],
  next_cursor: null,
};

const offer = (
  plan: BillingView['plan'],
  title: string,
  price: number,
  runs: number | null,
): BillingView['offers'][number] => ({
  plan,
  title,
  says: 'For a team that runs its agents every day.',
  monthly_price_minor: price,
  currency: 'usd',
  trial_days: plan === 'pro' ? 14 : 0,
  runs,
  tokens: runs === null ? null : runs * 4_000,
  requests_per_minute: 100,
});

export const owingBilling: BillingView = {
  plan: 'pro',
  plan_from: 'subscription',
  enabled: true,
  test_mode: true,
  subscription: {
    status: 'past_due',
    plan: 'pro',
    current_period_end: '2026-12-01T00:00:00.000Z',
    trial_end: null,
    cancel_at: null,
    past_due_since: '2026-11-18T00:00:00.000Z',
    entitled_until: '2026-12-02T00:00:00.000Z',
  },
  trial_available: false,
  offers: [
    offer('free', 'Free', 0, 1_000),
    offer('pro', 'Pro', 4_900, 50_000),
    offer('enterprise', 'Enterprise', 49_900, null),
  ],
};

export const someInvoices = {
  items: [
    {
      id: 'in_1',
      number: 'AF-0002',
      status: 'open',
      total_minor: 5_831,
      tax_minor: 931,
      currency: 'usd',
      created_at: at,
      period_start: '2026-11-01T00:00:00.000Z',
      period_end: '2026-12-01T00:00:00.000Z',
      url: 'https://pay.example/invoices/2',
      pdf_url: 'https://pay.example/invoices/2.pdf',
    },
  ],
};
