import { newId } from '@agent-factory/contracts';
import type { ApiKey, RequestRate } from '../trpc/outputs.ts';

const hourMs = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();

function key(parts: Partial<ApiKey> & Pick<ApiKey, 'name' | 'hint'>): ApiKey {
  return {
    id: newId('apiKey'),
    scopes: ['agents:read', 'runs:read', 'runs:write', 'models:read'],
    agent_ids: null,
    budget_usd: null,
    spent_usd: 0,
    ip_allow: null,
    agent_version: null,
    created_at: at(-720),
    created_by: null,
    expires_at: at(2_160),
    last_used_at: null,
    last_used_from: null,
    rotated_at: null,
    previous: null,
    revoked_at: null,
    ...parts,
  };
}

/** Keys in every state that one can be in. */
export const someApiKeys: { rate: RequestRate; items: ApiKey[] } = {
  rate: { plan: 'pro', requests_per_minute: 100, raised: false },
  items: [
    key({
      name: 'Website',
      hint: 'agf_…x9f2',
      agent_version: 'production',
      budget_usd: 50,
      spent_usd: 43.1204,
      ip_allow: ['203.0.113.0/24', '2001:db8:85a3::/48', '198.51.100.7/32'],
      last_used_at: at(-0.05),
      last_used_from: '203.0.113.0/24',
      rotated_at: at(-3),
      previous: { hint: 'agf_…Q1aZ', valid_until: at(21) },
    }),
    key({
      name: 'Nightly regression suite of the data team',
      hint: 'agf_…77Lm',
      scopes: ['agents:read', 'agents:write', 'runs:read', 'runs:write', 'models:read', 'usage:read'],
      agent_ids: [newId('agent'), newId('agent')],
      agent_version: 'c41d7e52'.repeat(8),
      spent_usd: 1.0042,
      last_used_at: at(-9),
      last_used_from: '2001:db8:85a3::/48',
    }),
    key({ name: 'Old laptop', hint: 'agf_…0b0b', budget_usd: 5, spent_usd: 5, expires_at: at(-48) }),
    key({ name: 'Not used yet', hint: 'agf_…Zz19', expires_at: null }),
    key({ name: 'Leaked', hint: 'agf_…dead', revoked_at: at(-200) }),
  ],
};
