import { AppError, isAppError } from '@agent-factory/contracts';
import { type AgentTool, createBuiltinTools, type ToolSource } from '@agent-factory/orchestrator';
import type { ToolRef } from '@agent-factory/spec';
import { createKnowledgePort } from '../knowledge/knowledge-port.ts';
import { createMemoryPort } from '../memories/memory-port.ts';
import type { Services } from '../service-context.ts';
import { checkPins } from './check-pins.ts';
import { connectionSecrets } from './connection-secrets.ts';
import { loadConnections } from './load.ts';
import { openSource, type SourcePlace } from './open-source.ts';
import { sourceUrl } from './source-url.ts';
import type { RunTools, ToolsOfRun } from './tools-of-run.ts';

interface ForeignRoute {
  source: ToolSource;
  sourceName: string;
}

/**
 * The built-in tools with the team's connections, and those of MCP servers and OpenAPI documents, held to what the
 * team approved. Each server is opened once per attempt, when the first agent asks for its tools.
 */
export function createRunTools({ services, run }: { services: Services; run: ToolsOfRun }): RunTools {
  const { teamId } = run;
  const ended = new AbortController();
  const secrets = connectionSecrets({ services, teamId });
  const builtin = createBuiltinTools({
    ...services.toolPorts,
    secrets,
    knowledge: createKnowledgePort(services, teamId),
    memories: createMemoryPort(services, teamId),
  });
  const sources = new Map<string, Promise<ToolSource>>();
  const routes = new Map<string, ForeignRoute>();

  function opened(place: SourcePlace, names: readonly string[], signal: AbortSignal): Promise<ToolSource> {
    // An OpenAPI document is read for the operations that are wanted, so the names are part of what is opened.
    const key = JSON.stringify([place.source, place.url, place.source === 'mcp' ? [] : names]);
    const known = sources.get(key);
    if (known !== undefined) return known;
    const opening = loadConnections({ services, teamId }).then((all) =>
      openSource(place, all, {
        egress: services.egress,
        signal: AbortSignal.any([signal, ended.signal]),
        names,
        remembered: { plans: services.apiPlans, teamId },
      }),
    );
    sources.set(key, opening);
    opening.catch(() => sources.delete(key));
    return opening;
  }

  async function foreign(
    ref: Extract<ToolRef, { type: 'mcp' | 'openapi' }>,
    lookup: { signal: AbortSignal; agent: string },
  ): Promise<readonly AgentTool[]> {
    const place: SourcePlace = { source: ref.type, url: sourceUrl(ref.url) };
    const source = await opened(place, ref.allow, lookup.signal);
    const tools = source.tools(ref.allow);
    const { host } = new URL(place.url);
    const missing = ref.allow.find(
      (name) => !tools.some((tool) => tool.sourceName === name || tool.name === name),
    );
    if (missing !== undefined) {
      const noun = ref.type === 'mcp' ? 'tool' : 'operation';
      throw new AppError('spec_not_runnable', `${host} has no ${noun} "${missing}" (any more).`);
    }
    const broken = tools.find(({ problem }) => problem !== null);
    if (broken !== undefined) {
      throw new AppError(
        'spec_not_runnable',
        `The tool "${broken.sourceName}" of ${host} cannot be used: ${broken.problem}`,
      );
    }
    await checkPins(services, teamId, place, tools);
    for (const { name, sourceName } of tools)
      routes.set(routeKey(lookup.agent, name), { source, sourceName });
    return tools.map(({ name, description, parameters, effect, idempotent }) => ({
      name,
      description,
      parameters,
      effect,
      idempotent,
    }));
  }

  return {
    async definitions(refs, lookup) {
      const found: AgentTool[] = [];
      try {
        for (const ref of refs) {
          found.push(
            ...(ref.type === 'mcp' || ref.type === 'openapi'
              ? await foreign(ref, lookup)
              : await builtin.definitions([ref], lookup)),
          );
        }
      } catch (error) {
        if (isAppError(error) && error.code === 'spec_not_runnable') {
          await run.emit({ type: 'error', error: { code: error.code, message: error.message } });
        }
        throw error;
      }
      return found;
    },
    async call(name, input, options) {
      const route = routes.get(routeKey(options.agent, name));
      if (route === undefined) return await builtin.call(name, input, options);
      return await route.source.call(route.sourceName, input, options);
    },
    async close() {
      const all = await Promise.allSettled(sources.values());
      await Promise.allSettled(
        all.map((opening) => (opening.status === 'fulfilled' ? opening.value.close() : undefined)),
      );
      ended.abort();
    },
  };
}

function routeKey(agent: string, name: string): string {
  return `${agent}\n${name}`;
}
