import { newId, type RunEventData } from '@agent-factory/contracts';
import { type AgentSpec, apiVersion, type Invariant, type JsonValue } from '@agent-factory/spec';
import { type CompiledAgent, compileAgent } from '../compile/compile-agent.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { RunPorts } from '../ports/run-ports.ts';
import type { ToolPort, ToolResult } from '../ports/tool-port.ts';
import type { RunOutcome } from '../run/run-level.ts';
import { type RunOptions, runSpec } from '../run/run-spec.ts';
import { MemoryCheckpointStore } from './memory-checkpoint-store.ts';
import { MemoryApprovals, MemoryEffects } from './memory-ports.ts';
import { type ScriptedAnswer, ScriptedModel } from './scripted-model.ts';

let serial = 0;

/** A spec with the given parts; each gets its own hash, so that no two share a compiled graph. */
export function agentOf(parts: Partial<AgentSpec> = {}): CompiledAgent {
  const spec: AgentSpec = {
    apiVersion,
    kind: 'Agent',
    name: 'stand',
    title: 'Stand',
    description: '',
    model: { task: 'simple_query', use: [] },
    tools: [{ type: 'builtin', name: 'calculator' }],
    limits: { maxCostUsd: 0.05, maxSteps: 8, maxSeconds: 60, maxOutputTokens: 500 },
    approvals: [],
    invariants: [],
    tests: [],
    gates: { minPassRate: 1, trials: 1 },
    instructions: 'Answer.',
    ...parts,
  };
  serial += 1;
  return compileAgent(spec, `stand-${serial}`);
}

export function rule(
  parts: Pick<Invariant, 'check' | 'at'> & Partial<Pick<Invariant, 'id' | 'otherwise' | 'says'>>,
): Invariant {
  return { id: 'the-rule', says: 'The rule holds.', otherwise: 'block', ...parts };
}

/** Counts its calls and adds or echoes; `boom` is broken. */
export class CountingTools implements ToolPort {
  readonly calls: { name: string; input: Readonly<Record<string, unknown>> }[] = [];
  answer: (name: string, input: Readonly<Record<string, unknown>>) => JsonValue = () => 42;

  async definitions() {
    const parameters = {
      type: 'object',
      properties: { expression: { type: 'string' } },
      required: ['expression'],
    };
    return ['calculator', 'boom', 'slow'].map((name) => ({
      name,
      description: name,
      parameters,
      effect: 'read' as const,
      idempotent: true,
    }));
  }

  async call(name: string, input: Readonly<Record<string, unknown>>, { signal }: { signal: AbortSignal }) {
    this.calls.push({ name, input });
    if (name === 'boom') throw new Error('secret stack');
    if (name === 'slow') await new Promise((resolve) => signal.addEventListener('abort', resolve));
    const result: ToolResult = { outcome: 'ok', value: this.answer(name, input) };
    return result;
  }
}

export interface Stand {
  events: RunEventData[];
  model: ScriptedModel;
  tools: CountingTools;
  checkpoints: MemoryCheckpointStore;
  approvals: MemoryApprovals;
  effects: MemoryEffects;
  ports: RunPorts;
  threadId: RunOptions['threadId'];
  run(
    agent: Compiled,
    input: JsonValue,
    options?: Partial<Pick<RunOptions, 'runId' | 'resume' | 'signal'>>,
  ): Promise<RunOutcome>;
  texts(): string;
  of<T extends RunEventData['type']>(type: T): Extract<RunEventData, { type: T }>[];
}

/** Everything a run needs, with a scripted model, counted tools and checkpoints in memory. */
export function standOf(script: ConstructorParameters<typeof ScriptedModel>[0] | ScriptedAnswer[]): Stand {
  const events: RunEventData[] = [];
  const model = new ScriptedModel(script);
  const tools = new CountingTools();
  const checkpoints = new MemoryCheckpointStore();
  const approvals = new MemoryApprovals();
  const effects = new MemoryEffects();
  const ports: RunPorts = {
    model,
    tools,
    checkpoints,
    approvals,
    effects,
    agents: new Map(),
    clock: { now: () => performance.now() },
    emit: async (event) => {
      events.push(event);
    },
  };
  const threadId = newId('thread');
  return {
    events,
    model,
    tools,
    checkpoints,
    approvals,
    effects,
    ports,
    threadId,
    run: (agent, input, options = {}) =>
      runSpec(agent, {
        input,
        threadId,
        runId: options.runId ?? newId('run'),
        ports,
        signal: options.signal ?? new AbortController().signal,
        resume: options.resume ?? false,
      }),
    texts: () => events.map((event) => (event.type === 'token' ? event.text : '')).join(''),
    of: (type) => events.filter((event) => event.type === type) as never,
  };
}
