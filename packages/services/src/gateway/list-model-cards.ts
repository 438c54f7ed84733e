import type { AgentSummary } from '@agent-factory/contracts';
import { modelTasks } from '@agent-factory/llm';
import type { ModelCard } from '@agent-factory/llm/gateway';
import { requireScope } from '../access/require-scope.ts';
import { scopesOf } from '../access/scopes.ts';
import { listAgents } from '../agents/list.ts';
import type { ServiceContext } from '../service-context.ts';

/** A list that clients show as a menu; who has more agents names them without it. */
const mostAgents = 500;

/** What the caller may name as `model`: the router's choice, its models, the team's agents. */
export async function listModelCards({ ctx }: { ctx: ServiceContext }): Promise<ModelCard[]> {
  requireScope(ctx.actor, 'models:read');
  const mayRead = scopesOf(ctx.actor).includes('agents:read');
  const agents = (mayRead ? await readAgents(ctx) : []).map(({ name, created_at }) => ({
    id: `agent:${name}`,
    createdAt: Math.floor(Date.parse(created_at) / 1000),
    ownedBy: 'team',
  }));
  if (ctx.actor.type === 'apiKey' && ctx.actor.agentIds !== null) return agents;
  const routed = ['auto', ...modelTasks.map((task) => `auto:${task}`)].map((id) => ({
    id,
    createdAt: 0,
    ownedBy: 'agent-factory',
  }));
  const models = ctx.router
    .models()
    .filter(({ configured }) => configured)
    .map(({ id, provider }) => ({ id, createdAt: 0, ownedBy: provider }));
  return [...routed, ...models, ...agents];
}

async function readAgents(ctx: ServiceContext): Promise<AgentSummary[]> {
  const agents: AgentSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listAgents>> = await listAgents({
      ctx,
      input: { limit: 100, ...(cursor === null ? {} : { cursor }) },
    });
    agents.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && agents.length < mostAgents);
  return agents;
}
