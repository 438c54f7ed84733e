import { type Environment, isAppError, type Stub, type TestSettings } from '@agent-factory/contracts';
import type { Json } from '@agent-factory/evals';
import type { AgentTool, ToolPort, ToolResult } from '@agent-factory/orchestrator';
import { canonicalJson, type JsonValue } from '@agent-factory/spec';

export interface TrialTools extends ToolPort {
  /** What the stubbed environment holds now; null without one. */
  state(): Json;
}

/**
 * Tools as a test lets them be: a stub answers where one fits, in the order in which they are written, the last for
 * all that come after; what only looks goes through where `live_tools` says so; anything else is the test's own fault,
 * told by `trouble`, because a test never changes the world.
 */
export function createTrialTools({
  tools,
  environment,
  liveTools,
  trouble,
}: {
  tools: ToolPort;
  environment: Environment | null;
  liveTools: TestSettings['live_tools'];
  /** Ends the trial. */
  trouble(reason: string): void;
}): TrialTools {
  const effects = new Map<string, AgentTool['effect']>();
  const used = new Set<Stub>();
  let state: Record<string, Json> | null = environment === null ? null : { ...environment.state };

  function stubFor(name: string, input: Readonly<Record<string, unknown>>): Stub | undefined {
    const fitting = (environment?.tools ?? []).filter(
      (stub) => stub.tool === name && holds(input, stub.arguments ?? {}),
    );
    return fitting.find((stub) => !used.has(stub)) ?? fitting.at(-1);
  }

  return {
    async definitions(refs, lookup) {
      const found = await tools.definitions(refs, lookup);
      for (const { name, effect } of found) effects.set(`${lookup.agent}\n${name}`, effect);
      return found;
    },
    async call(name, input, options): Promise<ToolResult> {
      const stub = stubFor(name, input);
      if (stub !== undefined) {
        used.add(stub);
        if (stub.sets !== undefined) state = { ...state, ...stub.sets };
        return 'error' in stub.answer
          ? { outcome: 'error', value: stub.answer.error }
          : { outcome: 'ok', value: stub.answer.result as JsonValue };
      }
      const stubbed = environment?.tools.some(({ tool }) => tool === name) ?? false;
      const reads = effects.get(`${options.agent}\n${name}`) === 'read';
      if (!stubbed && reads && liveTools === 'reads') {
        return tools.call(name, input, options).catch((error: unknown) => {
          if (isAppError(error) || options.signal.aborted) throw error;
          trouble(`The tool "${name}" broke.`);
          throw error;
        });
      }
      if (environment?.unknown === 'tool_error') {
        return { outcome: 'error', value: `"${name}" has no answer to these arguments.` };
      }
      trouble(
        stubbed
          ? `No stub of "${name}" answers to ${cut(JSON.stringify(input))}. Add one, or let it be an error of the tool.`
          : `"${name}" needs a stub: a test lets through what only looks, and nothing else.`,
      );
      return { outcome: 'error', value: 'The test has no answer to this call.' };
    },
    state: () => state,
  };
}

/** Whether the call has all of these arguments, perhaps more. */
function holds(input: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => key in input && canonicalJson(input[key]) === canonicalJson(value),
  );
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
