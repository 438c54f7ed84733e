import type { Boundary, RunEventData, TrialGap } from '@agent-factory/contracts';
import type { EventToJudge, RunToJudge } from '@agent-factory/db';
import { asInput, bareQuery, type Crossing, type JsonValue } from '@agent-factory/spec';

/** Something that crossed a boundary of a run that is over, as far as it was recorded. */
export interface RecordedCrossing {
  crossing: Crossing;
  /** Why its value is not there; null when it is. */
  gap: Extract<TrialGap, 'withheld' | 'not_recorded'> | null;
}

type Call = { name: string; outcome: 'ok' | 'error' | 'denied' };
type EventOf<T extends RunEventData['type']> = Extract<RunEventData, { type: T }>;

/**
 * What crossed which boundary, from the events of a run. Two things were never written down: the conversation that a
 * model is given, and what a rule of then refused. What members of a team told each other is not among it.
 */
export function crossingsOfRun(
  run: Pick<RunToJudge, 'status' | 'input' | 'output'>,
  events: readonly Pick<EventToJudge, 'at' | 'data'>[],
): RecordedCrossing[] {
  const input = asInput(fromLog(run.input));
  const found: RecordedCrossing[] = [];
  const calls: Call[] = [];
  const open = new Map<string, { call: Call; arguments: JsonValue }>();
  const used = { steps: 0, tokens: 0, spentNanoUsd: 0 };
  const begin = events[0]?.at.getTime() ?? 0;
  let waitedMs = 0;
  let waitsSince: number | null = null;
  let now = begin;
  /** Paths of members whose last result a rule refused; '' is the run's own agent. */
  const refusedResults = new Set<string>();

  function cross(
    at: Boundary,
    value: JsonValue,
    more: { tool?: Crossing['tool']; gap?: RecordedCrossing['gap'] } = {},
  ) {
    found.push({
      crossing: {
        at,
        value,
        ...(more.tool === undefined ? {} : { tool: more.tool }),
        input,
        calls: calls.map((call) => ({ ...call })),
        steps: used.steps,
        tokens: { total: used.tokens },
        spentNanoUsd: used.spentNanoUsd,
        elapsedMs: Math.max(0, now - begin - waitedMs),
      },
      gap: more.gap ?? null,
    });
  }

  function onCall(data: EventOf<'tool.call'>): void {
    const given = fromLog(data.arguments);
    const tool = { name: data.name, arguments: given, result: null };
    cross('tool_call', given, { tool, gap: given === null ? 'withheld' : null });
    // As in a run: until it has succeeded it counts as a call that was made and did not.
    const call: Call = { name: data.name, outcome: 'error' };
    calls.push(call);
    open.set(keyOf(data), { call, arguments: given });
  }

  function onResult(data: EventOf<'tool.result'>): void {
    const made = open.get(keyOf(data));
    open.delete(keyOf(data));
    const wasRefused = refusedResults.delete(data.member ?? '');
    const result = fromLog(data.result);
    if (data.outcome !== 'denied' || wasRefused) {
      const tool = {
        name: data.name,
        arguments: made?.arguments ?? null,
        result: wasRefused ? null : result,
      };
      if (made && !wasRefused) made.call.outcome = data.outcome;
      cross('tool_result', tool.result, { tool, gap: wasRefused ? 'withheld' : null });
    }
    if (made) made.call.outcome = data.outcome;
  }

  cross('input', bareQuery(fromLog(run.input)));
  for (const { at, data } of events) {
    now = at.getTime();
    switch (data.type) {
      case 'run.started':
        if (waitsSince !== null) waitedMs += now - waitsSince;
        waitsSince = null;
        break;
      case 'approval':
        if (data.state === 'pending') waitsSince ??= now;
        break;
      case 'step.started':
        // Nobody's rules stand before a judge.
        if (data.task !== 'judge') cross('model_call', null, { gap: 'not_recorded' });
        used.steps += 1;
        break;
      case 'step.finished':
        used.tokens += data.tokens.total;
        used.spentNanoUsd += data.cost_nano_usd;
        break;
      case 'tool.call':
        onCall(data);
        break;
      case 'tool.result':
        onResult(data);
        break;
      case 'invariant':
        if (data.action !== 'block' && data.action !== 'retry') break;
        if (data.at === 'tool_result') refusedResults.add(data.member ?? '');
        if (data.at === 'output' && data.member === undefined) cross('output', null, { gap: 'withheld' });
        break;
      default:
    }
  }
  if (run.status === 'succeeded') cross('output', fromLog(run.output));
  return found;
}

function keyOf({
  member = '',
  step,
  tool_call_id,
}: {
  member?: string;
  step: number;
  tool_call_id: string;
}): string {
  return `${member}/${step}/${tool_call_id}`;
}

/** Guarantee: runs and their events are stored as JSON. */
function fromLog(value: unknown): JsonValue {
  return (value ?? null) as JsonValue;
}
