import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ToolChangeRow } from './tool-pins.ts';

/** Tools that are no longer what was approved, the newest change first. */
export function listToolChanges(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ToolChangeRow[]> {
  return tx
    .selectFrom('tool_pins')
    .select([
      'source',
      'url',
      'tool',
      'definition as before',
      'changed_definition as after',
      'changed_hash as hash',
      'pinned_at as pinnedAt',
      'changed_at as changedAt',
    ])
    .where('team_id', '=', teamId)
    .where('changed_hash', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(limit)
    .$narrowType<ToolChangeRow>()
    .execute();
}
