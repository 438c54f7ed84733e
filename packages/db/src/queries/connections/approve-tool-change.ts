import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ToolSourceKey } from './tool-pins.ts';

/** What the tool is now is what is approved, if it still is what was looked at; false when it is not. */
export async function approveToolChange(
  tx: Transaction,
  change: ToolSourceKey & { tool: string; hash: string; approvedBy: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.tool_pins set hash = changed_hash, definition = changed_definition, pinned_at = now(),
      approved_by = ${change.approvedBy}::uuid, changed_hash = null, changed_definition = null, changed_at = null
    where team_id = ${change.teamId} and source = ${change.source} and url = ${change.url}
      and tool = ${change.tool} and changed_hash = ${change.hash}`.execute(tx);
  return numAffectedRows === 1n;
}
