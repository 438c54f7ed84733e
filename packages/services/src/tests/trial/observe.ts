import type { RunEventData } from '@agent-factory/contracts';
import type { Json, Observation, ObservedCall, ObservedInvariant } from '@agent-factory/evals';
import type { RunOutcome } from '@agent-factory/orchestrator';

/** What is seen of a trial as its events come, over all its turns. */
export interface Watcher {
  see(event: RunEventData): void;
  /** What one turn came to. */
  add(outcome: RunOutcome): void;
  /** The whole, after the last turn. */
  observation(parts: {
    input: Json;
    state: Json;
    turns: Observation['turns'];
    durationMs: number;
  }): Observation;
}

export function createWatcher(): Watcher {
  const calls: { id: string; call: ObservedCall }[] = [];
  const invariants: ObservedInvariant[] = [];
  const models = new Set<string>();
  let last: RunOutcome | null = null;
  const sum = { steps: 0, input: 0, output: 0, costNanoUsd: 0 };

  return {
    see(event) {
      switch (event.type) {
        case 'tool.call':
          calls.push({
            id: `${event.member ?? ''}\n${event.tool_call_id}`,
            call: {
              name: event.name,
              arguments: asJson(event.arguments),
              result: null,
              outcome: 'denied',
              step: event.step,
            },
          });
          return;
        case 'tool.result': {
          const id = `${event.member ?? ''}\n${event.tool_call_id}`;
          const asked = calls.findLast((one) => one.id === id && one.call.result === null);
          if (asked === undefined) return;
          asked.call = { ...asked.call, result: asJson(event.result), outcome: event.outcome };
          return;
        }
        case 'invariant':
          invariants.push({ id: event.id, verdict: event.verdict });
          return;
        case 'step.finished':
          // A rule that a model judges asks one that is not under test.
          models.add(event.model);
          return;
        default:
      }
    },
    add(outcome) {
      last = outcome;
      sum.steps += outcome.steps;
      sum.input += outcome.tokens.input;
      sum.output += outcome.tokens.output;
      sum.costNanoUsd += outcome.costNanoUsd;
    },
    observation({ input, state, turns, durationMs }) {
      const output = asJson(last?.output ?? null);
      const text = output === null ? '' : typeof output === 'string' ? output : JSON.stringify(output);
      return {
        input,
        status: last?.status ?? 'failed',
        error: last?.error ?? null,
        text,
        output: typeof output === 'string' ? parsed(output) : output,
        calls: calls.map(({ call }) => call),
        invariants,
        state,
        turns,
        steps: sum.steps,
        tokens: { input: sum.input, output: sum.output },
        costNanoUsd: sum.costNanoUsd,
        durationMs,
        models: [...models],
      };
    },
  };
}

/** Of an answer or an event, which are JSON wherever they come from. */
function asJson(value: unknown): Json {
  return (value ?? null) as Json;
}

function parsed(text: string): Json {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return text;
  }
}

const most = 1_500_000;

/** As a row can hold it: results of tools, then turns, are left out where all of it is too much. */
export function storedObservation(observation: Observation): Observation {
  if (JSON.stringify(observation).length <= most) return observation;
  const calls = observation.calls.map((call) => ({ ...call, result: '(left out: too long)' }));
  const lean = { ...observation, calls };
  if (JSON.stringify(lean).length <= most) return lean;
  const short = (text: string) => text.slice(0, 200_000);
  const bare = {
    ...lean,
    calls: [],
    turns: [],
    text: short(observation.text),
    output: short(observation.text),
  };
  return { ...bare, input: JSON.stringify(bare).length > most ? null : bare.input, state: null };
}
