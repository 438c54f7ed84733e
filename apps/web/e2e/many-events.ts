import type { RunEvent } from '../trpc/outputs.ts';

/** What a long run tells: members in turn, each with calls of tools and rules that hold. Ends in `run.finished`. */
export function manyEvents(count: number): RunEvent[] {
  const at = (seq: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, seq)).toISOString();
  const events: RunEvent[] = [];
  const add = (data: RunEvent['data']) =>
    events.push({ seq: events.length + 1, at: at(events.length), data });
  add({ type: 'run.started', attempt: 1, agent: 'long-haul', version: 1, spec_hash: 'h' });
  for (let visit = 1; events.length < count - 8; visit += 1) {
    const member = visit % 2 === 0 ? 'checker' : 'reader';
    const head = { member, agent: member, spec_hash: 'h', visit: Math.ceil(visit / 2) } as const;
    add({ type: 'member', ...head, state: 'started', note: `task ${visit}` });
    for (let step = 1; step <= 5 && events.length < count - 7; step += 1) {
      const call = { member, step, tool_call_id: `c${visit}.${step}`, name: 'calculator' } as const;
      add({ type: 'step.started', member, step, task: 'simple_query' });
      add({
        type: 'step.finished',
        member,
        step,
        provider: 'offline',
        model: 'offline/extractive-1',
        finish_reason: 'tool_calls',
        tokens: { input: 100, output: 20, total: 120 },
        cost_nano_usd: 3_000,
        duration_ms: 12,
        fallbacks: [],
      });
      add({ type: 'tool.call', ...call, arguments: { expression: `${visit} * ${step}` } });
      add({ type: 'tool.result', ...call, outcome: 'ok', result: visit * step, duration_ms: 3 });
    }
    add({ type: 'member', ...head, state: 'succeeded', note: null });
  }
  add({
    type: 'run.finished',
    status: 'succeeded',
    output: 'That was a long way.',
    error: null,
    tokens: { input: 100_000, output: 20_000, total: 120_000 },
    cost_nano_usd: 3_405_000,
  });
  return events;
}
