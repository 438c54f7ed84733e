import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { SeenTool, ToolSourceKey } from './tool-pins.ts';

/**
 * Notes what a pinned tool is now; one that is as it was approved has no change any more. False when nothing
 * had to be noted.
 */
export async function noteToolChange(
  tx: Transaction,
  { teamId, source, url, tool, hash, definition }: ToolSourceKey & SeenTool,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.tool_pins set
      changed_hash = case when hash = ${hash} then null else ${hash} end,
      changed_definition = case when hash = ${hash} then null else ${json(definition)}::jsonb end,
      changed_at = case when hash = ${hash} then null else now() end
    where team_id = ${teamId} and source = ${source} and url = ${url} and tool = ${tool}
      and changed_hash is distinct from case when hash = ${hash} then null else ${hash} end`.execute(tx);
  return numAffectedRows === 1n;
}
