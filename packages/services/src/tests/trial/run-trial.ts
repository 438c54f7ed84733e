import {
  type Environment,
  isAppError,
  newId,
  type TeamId,
  type TestSettings,
  type Turns,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import type { Json, Observation } from '@agent-factory/evals';
import type { CallOptions } from '@agent-factory/llm';
import { type AgentDirectory, type Compiled, runSpec, validateInput } from '@agent-factory/orchestrator';
import type { JsonValue } from '@agent-factory/spec';
import type { Services } from '../../service-context.ts';
import { bindCall } from '../../spending/bind-call.ts';
import { askModel } from './ask-model.ts';
import { createMemoryCheckpoints } from './memory-checkpoints.ts';
import { nextTurn } from './next-turn.ts';
import { createWatcher } from './observe.ts';
import { createTrialApprovals, createTrialEffects } from './trial-ports.ts';
import { createTrialTools } from './trial-tools.ts';

/** Why a trial was none: nothing of it speaks about the agent. */
export interface Trouble {
  fault: 'simulator' | 'infrastructure';
  reason: string;
}

export interface TrialRun {
  observation: Observation;
  trouble: Trouble | null;
  /** What the simulated user cost (10⁻⁹ USD). */
  simulationNanoUsd: number;
}

export interface TrialWork {
  services: Services;
  teamId: TeamId;
  compiled: Compiled;
  agents: AgentDirectory;
  input: Record<string, unknown>;
  environment: Environment | null;
  turns: Turns | null;
  settings: TestSettings;
  /** On whose account, and under the test run's ceiling. */
  bounds: () => Promise<Omit<CallOptions, 'signal'>>;
  /** What is left of that ceiling; null where nothing was spent. */
  ceilingLeft: () => Promise<number | null>;
  signal: AbortSignal;
}

/**
 * One trial: the agent on its own graph, under its own invariants and ceiling, through the router and the tool port as
 * in any run, its events watched in place of being stored. Rejects with `cancelled` when `signal` aborts; everything
 * else ends in an observation, or in trouble that is not the agent's.
 */
export async function runTrial(work: TrialWork): Promise<TrialRun> {
  const { services, compiled, settings } = work;
  const startedAt = performance.now();
  const watcher = createWatcher();
  const stop = new AbortController();
  const signal = AbortSignal.any([work.signal, stop.signal]);
  let trouble: Trouble | null = null;
  const fail = (fault: Trouble['fault'], reason: string): void => {
    trouble ??= { fault, reason };
    stop.abort();
  };
  const threadId = newId('thread');
  const firstRunId = newId('run');
  const live = services.toolsOf({
    teamId: work.teamId,
    runId: firstRunId,
    emit: async (event) => watcher.see(event),
  });
  const tools = createTrialTools({
    tools: live,
    environment: work.environment,
    liveTools: settings.live_tools,
    trouble: (reason) => fail('infrastructure', reason),
  });
  const ports = {
    model: bindCall(services.router, work.bounds),
    tools,
    emit: async (event: Parameters<typeof watcher.see>[0]) => watcher.see(event),
    clock: services.clock,
    checkpoints: createMemoryCheckpoints(),
    approvals: createTrialApprovals(settings.approvals, () => services.clock.now()),
    effects: createTrialEffects(),
    agents: work.agents,
  };
  const turns: Observation['turns'][number][] = [];
  let simulationNanoUsd = 0;

  /** Says something to the agent; false when the conversation cannot go on. */
  async function say(text: string, input: JsonValue, runId: typeof firstRunId): Promise<boolean> {
    turns.push({ role: 'user', text });
    const outcome = await runSpec(compiled, { input, threadId, runId, ports, signal, resume: false });
    watcher.add(outcome);
    const { output } = outcome;
    turns.push({ role: 'agent', text: typeof output === 'string' ? output : JSON.stringify(output) });
    return outcome.status === 'succeeded';
  }

  try {
    const first = validateInput(compiled, work.input);
    let goesOn = await say(saidIn(work.input), first, firstRunId);
    for (let said = 1; goesOn && work.turns !== null && trouble === null; said++) {
      const next = await nextTurn({
        turns: work.turns,
        said,
        conversation: turns,
        ask: async ({ system, user }) => {
          const bounds = await work.bounds();
          const denyModels = [...(bounds.denyModels ?? []), 'offline/*'];
          const messages = [
            { role: 'system' as const, content: system },
            { role: 'user' as const, content: user },
          ];
          return askModel(
            services.router,
            { ...bounds, denyModels, signal },
            { messages, use: [], temperature: 0.7 },
          );
        },
        paid: (nanoUsd) => {
          simulationNanoUsd += nanoUsd;
        },
      });
      if ('trouble' in next) fail('simulator', next.trouble);
      if (!('says' in next)) break;
      goesOn = await say(next.says, validateInput(compiled, { query: next.says }), newId('run'));
    }
  } catch (error) {
    if (work.signal.aborted) throw error;
    if (trouble === null) fail('infrastructure', reasonOf(services, error));
  } finally {
    await live.close();
  }

  const observation = watcher.observation({
    input: jsonOf(work.input),
    state: tools.state(),
    turns,
    durationMs: Math.round(performance.now() - startedAt),
  });
  if (trouble === null && observation.error?.code === 'cost_ceiling') {
    const left = await work.ceilingLeft();
    if (left !== null && left < usdToNanoUsd(compiled.spec.limits.maxCostUsd)) {
      trouble = {
        fault: 'infrastructure',
        reason: 'The test run has reached what it may cost (max_cost_usd).',
      };
    }
  }
  return { observation, trouble, simulationNanoUsd };
}

function saidIn(input: Record<string, unknown>): string {
  return typeof input.query === 'string' ? input.query : JSON.stringify(input);
}

/** Guaranteed by where it comes from, a jsonb column. */
function jsonOf(input: Record<string, unknown>): Json {
  return input as Json;
}

function reasonOf(services: Pick<Services, 'onError'>, error: unknown): string {
  if (isAppError(error)) return `The agent could not be run (${error.code}): ${error.message}`;
  services.onError(error, { part: 'tests' });
  return 'Something went wrong on our side while the agent was at work. Running the test again may help.';
}
