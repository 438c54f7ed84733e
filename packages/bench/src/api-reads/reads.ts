import type { Caller } from './stand.ts';

/** One request of the mix. */
export interface Read {
  name: string;
  path: string;
}

/** Whole number below `bound`. */
type Pick = (bound: number) => number;

const idOf = (prefix: string, number: number) => `${prefix}_${number.toString(16).padStart(26, '0')}`;
const runOf = ({ n }: Caller, i: number) => idOf('run', n * 1_000_000 + i);
const cursorAfter = (id: string) => Buffer.from(`after ${id}`).toString('base64url');

/** What there is to read, how often of 20, and how each door is asked for it. */
const kinds: readonly {
  name: string;
  share: number;
  rest(caller: Caller, pick: Pick): string;
  trpc(caller: Caller, pick: Pick): [procedure: string, input?: unknown];
}[] = [
  {
    name: 'runs, first page',
    share: 4,
    rest: () => '/v1/runs',
    trpc: () => ['runs.list', {}],
  },
  {
    name: 'runs, deep page',
    share: 2,
    rest: (caller, pick) => `/v1/runs?cursor=${cursorAfter(runOf(caller, pick(caller.runs)))}`,
    trpc: (caller, pick) => ['runs.list', { cursor: cursorAfter(runOf(caller, pick(caller.runs))) }],
  },
  {
    name: 'one run',
    share: 3,
    rest: (caller, pick) => `/v1/runs/${runOf(caller, pick(caller.runs))}`,
    trpc: (caller, pick) => ['runs.get', { run_id: runOf(caller, pick(caller.runs)) }],
  },
  {
    name: 'events of a run',
    share: 2,
    rest: (caller, pick) => `/v1/runs/${runOf(caller, pick(40))}/events`,
    trpc: (caller, pick) => ['runs.events', { run_id: runOf(caller, pick(40)) }],
  },
  { name: 'agents', share: 2, rest: () => '/v1/agents', trpc: () => ['agents.list', {}] },
  {
    name: 'one agent',
    share: 2,
    rest: ({ n, agents }, pick) => `/v1/agents/${idOf('agt', n * 1_000 + 1 + pick(agents))}`,
    trpc: ({ n, agents }, pick) => ['agents.get', { id: idOf('agt', n * 1_000 + 1 + pick(agents)) }],
  },
  { name: 'threads', share: 1, rest: () => '/v1/threads', trpc: () => ['threads.list', {}] },
  { name: 'usage', share: 1, rest: () => '/v1/usage', trpc: () => ['usage.summary', {}] },
  { name: 'approvals', share: 1, rest: () => '/v1/approvals', trpc: () => ['approvals.list', {}] },
  { name: 'audit log', share: 1, rest: () => '/v1/audit', trpc: () => ['audit.list', {}] },
  { name: 'API keys', share: 1, rest: () => '/v1/api-keys', trpc: () => ['apiKeys.list'] },
];
const lots = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));

/** One of the mix, through the door that the caller comes by. */
export function readOf(caller: Caller, pick: Pick): Read {
  const kind = lots[pick(lots.length)];
  if (kind === undefined) throw new Error('there is something to read');
  if (caller.kind === 'key') return { name: `${kind.name} (REST)`, path: kind.rest(caller, pick) };
  const [procedure, input] = kind.trpc(caller, pick);
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return { name: `${kind.name} (tRPC)`, path: `/trpc/${procedure}${query}` };
}
