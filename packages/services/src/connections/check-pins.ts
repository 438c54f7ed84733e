import { AppError, type TeamId } from '@agent-factory/contracts';
import { insertToolPins, noteToolChange, selectToolPins, withTenant } from '@agent-factory/db';
import type { ForeignTool } from '@agent-factory/orchestrator';
import type { Services } from '../service-context.ts';
import type { SourcePlace } from './open-source.ts';

/**
 * Holds the tools of a server to what the team approved of them, which its first use does. AppError
 * `spec_not_runnable` names a tool that has changed since; the change is noted for a person to look at.
 */
export async function checkPins(
  services: Services,
  teamId: TeamId,
  place: SourcePlace,
  tools: readonly ForeignTool[],
): Promise<void> {
  if (tools.length === 0) return;
  const system = { type: 'system', teamId, reason: 'check_tools' } as const;
  const key = { teamId, ...place };
  const names = tools.map(({ sourceName }) => sourceName);
  const changed = await withTenant(services.db, system, async (tx) => {
    let pins = await selectToolPins(tx, { ...key, tools: names });
    const pinned = new Set(pins.map(({ tool }) => tool));
    const fresh = tools.filter(({ sourceName }) => !pinned.has(sourceName)).map(seen);
    if (fresh.length > 0) {
      await insertToolPins(tx, { ...key, tools: fresh });
      // Another run may have pinned them a moment before, as it saw them.
      pins = await selectToolPins(tx, { ...key, tools: names });
    }
    const different: string[] = [];
    for (const tool of tools) {
      const pin = pins.find((each) => each.tool === tool.sourceName);
      if (pin === undefined) throw new Error(`the pin of ${tool.sourceName} was not written`);
      if (pin.hash !== tool.hash) different.push(tool.sourceName);
      if (pin.hash !== tool.hash || pin.changedHash !== null)
        await noteToolChange(tx, { ...key, ...seen(tool) });
    }
    return different;
  });
  if (changed.length === 0) return;
  const list = changed.map((name) => `"${name}"`).join(', ');
  const [tool, has] = changed.length === 1 ? ['The tool', 'has'] : ['The tools', 'have'];
  throw new AppError(
    'spec_not_runnable',
    `${tool} ${list} of ${new URL(place.url).host} ${has} changed since it was approved; look at it under Connections.`,
  );
}

function seen({ sourceName, hash, definition }: ForeignTool) {
  return { tool: sourceName, hash, definition };
}
