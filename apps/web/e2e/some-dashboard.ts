import type { Dashboard, DashboardView } from '../trpc/outputs.ts';

type Numbers = Pick<
  Dashboard['totals'],
  'runs' | 'succeeded' | 'failed' | 'refused' | 'cancelled' | 'open' | 'cost_usd' | 'tokens'
>;

const days = 30;
const from = Date.UTC(2026, 9, 23);
const at = (day: number, back = 0) => new Date(from + (day - back) * 86_400_000).toISOString();

function numbers(runs: number, open = 0): Numbers {
  const [failed, refused, cancelled] = [0.06, 0.02, 0.01].map((share) => Math.round(runs * share)) as [
    ...[number, number, number],
  ];
  const [input, output] = [runs * 1_911, runs * 214];
  return {
    ...{
      runs: runs + open,
      succeeded: runs - failed - refused - cancelled,
      failed,
      refused,
      cancelled,
      open,
    },
    cost_usd: Math.round(runs * 4_280) / 1e6,
    tokens: { input, output, total: input + output },
  };
}

const ofDay = (day: number) => (day % 7 < 2 ? 90 + day : 430 + ((day * 137) % 260));
function series(share: number, back: number): Dashboard['series'] {
  return Array.from({ length: days }, (_, day) => ({
    at: at(day, back),
    ends_at: at(day + 1, back),
    ...numbers(Math.round(ofDay(day + back) * share), day === days - 1 && back === 0 ? 3 : 0),
    latency_ms: { p50: 2_100 + ((day * 97) % 600), p95: 8_700 + ((day * 431) % 3_000), p99: 21_000 },
  }));
}

function totals(of: Dashboard['series']): Dashboard['totals'] {
  const all = numbers(
    of.reduce((sum, { runs, open }) => sum + runs - open, 0),
    of.reduce((sum, { open }) => sum + open, 0),
  );
  const success_rate = all.succeeded / (all.succeeded + all.failed);
  return { ...all, success_rate, latency_ms: { p50: 2_300, p95: 9_900, p99: 21_000 } };
}

const now = series(1, 0);
const earlier = series(0.84, days);
const runs = totals(now).runs;

const line = (id: string, name: string | null, share: number) => ({
  id,
  name,
  ...numbers(Math.round(runs * share)),
});
const part = (id: string, name: string, share: number) => ({
  ...line(id, name, share),
  series: now.map((point) => ({ runs: Math.round(point.runs * share), cost_usd: point.cost_usd * share })),
});
const agentId = (digit: string) => `agt_${digit.repeat(26)}`;

export const busyDashboard: Dashboard = {
  ...{ from: at(0), to: at(days), at: at(days), zone: 'Europe/Berlin', bucket: 'day' },
  totals: totals(now),
  series: now,
  previous: { from: at(0, days), to: at(0), totals: totals(earlier), series: earlier },
  by_model: [
    part('anthropic/verse-4', 'anthropic/verse-4', 0.52),
    part('openai/gpt-5-mini', 'openai/gpt-5-mini', 0.33),
    part('mistral/small', 'mistral/small', 0.15),
  ],
  by_agent: [
    part(agentId('1'), 'Support triage', 0.44),
    part(agentId('2'), 'Contract reader with a long name that does not fit anywhere', 0.21),
    part(agentId('3'), 'Weekly digest', 0.12),
    part(agentId('4'), 'Refunds', 0.1),
    part(agentId('5'), 'Research', 0.07),
    part(agentId('6'), 'Onboarding', 0.04),
    part(agentId('7'), 'Glossary', 0.02),
  ],
  by_api_key: [
    line(`key_${'1'.repeat(26)}`, 'Production', 0.6),
    line(`key_${'2'.repeat(26)}`, 'Nightly', 0.1),
  ],
  by_member: [
    line('01890a5d-ac96-774b-bcce-b302099a8057', 'Ada Lovelace', 0.18),
    { ...line('', null, 0.82), id: null },
  ],
  by_error: [
    { code: 'invariant_violated', runs: 411 },
    { code: 'timeout', runs: 207 },
    { code: 'no_model_available', runs: 93 },
  ],
  tests: {
    test_runs: 42,
    by_verdict: { pass: 1_204, fail: 31, error: 4 },
    pass_rate: 1_204 / 1_235,
    gates: { open: 5, shut: 2 },
  },
  approvals_waiting: 3,
};

const view = (digit: string, name: string, shared: boolean): DashboardView => ({
  id: `dbv_${digit.repeat(26)}`,
  ...{ name, query: 'range=90d', shared, own: !shared, owner_name: 'Ada Lovelace' },
  created_at: '2026-11-01T09:00:00.000Z',
});
export const sharedViews = { items: [view('1', 'Costs this quarter', false), view('2', 'Support', true)] };
