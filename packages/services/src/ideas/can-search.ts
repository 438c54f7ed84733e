import { isAppError, newId } from '@agent-factory/contracts';
import type { ServiceContext } from '../service-context.ts';

/** Whether the team's runs could search the web now, by a connection of its own or the operator's. */
export async function canSearch(ctx: ServiceContext): Promise<boolean> {
  const tools = ctx.toolsOf({ teamId: ctx.actor.teamId, runId: newId('run'), emit: async () => {} });
  try {
    await tools.definitions([{ type: 'builtin', name: 'web_search' }], {
      agent: 'idea-market',
      signal: AbortSignal.timeout(5_000),
    });
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'spec_not_runnable') return false;
    throw error;
  } finally {
    await tools.close();
  }
}
