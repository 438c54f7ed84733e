import type { DashboardInput } from '@agent-factory/contracts';
import { hasIdForm } from '../frame/has-id-form.ts';

export const ranges = [
  { value: '1h', name: 'last1h' },
  { value: '24h', name: 'last24h' },
  { value: '7d', name: 'last7d' },
  { value: '30d', name: 'last30d' },
  { value: '90d', name: 'last90d' },
  { value: '365d', name: 'last365d' },
] as const;

/** What the address asks for. Whatever it does not understand it leaves out. */
export function viewOfUrl(search: URLSearchParams, zone: string): DashboardInput {
  const [from, to] = [momentOf(search.get('from')), momentOf(search.get('to'))];
  const own = from !== null && to !== null && from < to;
  const range = ranges.find(({ value }) => value === search.get('range'))?.value ?? '7d';
  const [agent, key, member] = [search.get('agent'), search.get('key'), search.get('member')];
  const model = search.get('model');
  return {
    zone,
    ...(own ? { from, to } : { range }),
    ...(hasIdForm('agt', agent) ? { agent } : {}),
    ...(hasIdForm('key', key) ? { api_key: key } : {}),
    ...(isUuid(member) ? { member } : {}),
    ...(model ? { model: model.slice(0, 200) } : {}),
    ...(search.get('compare') === 'none' ? {} : { compare: 'previous' as const }),
  };
}

/** Where the runs behind a part of it stand. */
export function runsBehind(
  view: DashboardInput,
  part: { from: string; to: string; status?: string; agent?: string; key?: string; member?: string } & {
    model?: string;
    error?: string;
  },
): string {
  const query = new URLSearchParams();
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) query.set(key, value);
  };
  add('from', part.from);
  add('to', part.to);
  add('status', part.status);
  add('agent', part.agent ?? view.agent);
  add('key', part.key ?? view.api_key);
  add('member', part.member ?? view.member);
  add('model', part.model ?? view.model);
  add('error', part.error);
  return `/runs?${query}`;
}

function momentOf(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function isUuid(text: string | null): text is string {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
