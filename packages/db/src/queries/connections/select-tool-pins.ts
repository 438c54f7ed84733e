import type { Transaction } from '../../tenant-transaction.ts';
import type { ToolPin, ToolSourceKey } from './tool-pins.ts';

/** What was approved of these tools of one server; tools that are used for the first time are missing. */
export function selectToolPins(
  tx: Transaction,
  { teamId, source, url, tools }: ToolSourceKey & { tools: readonly string[] },
): Promise<ToolPin[]> {
  return tx
    .selectFrom('tool_pins')
    .select(['tool', 'hash', 'changed_hash as changedHash'])
    .where('team_id', '=', teamId)
    .where('source', '=', source)
    .where('url', '=', url)
    .where('tool', 'in', [...tools])
    .execute();
}
