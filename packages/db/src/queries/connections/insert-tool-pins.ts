import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { SeenTool, ToolSourceKey } from './tool-pins.ts';

/** Pins tools as they are; one that another run has pinned meanwhile stays as that one saw it. */
export async function insertToolPins(
  tx: Transaction,
  { teamId, source, url, tools }: ToolSourceKey & { tools: readonly SeenTool[] },
): Promise<void> {
  await tx
    .insertInto('tool_pins')
    .values(
      tools.map(({ tool, hash, definition }) => ({
        team_id: teamId,
        source,
        url,
        tool,
        hash,
        definition: json(definition),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
