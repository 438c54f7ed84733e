import type { TeamId } from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';

/** What is left out or null holds for all. */
export interface AuditFilter {
  teamId: TeamId;
  /** A user, a key, or the reason of the system. */
  actorId: string | null;
  actions: readonly string[] | null;
  targetId: string | null;
  /** Part of what the target was called, in any case. */
  targetName: string | null;
  from: Date | null;
  /** Excluded. */
  to: Date | null;
}

/** Only the conditions that hold are written out, so that each plan finds its index. */
export function auditConditions(filter: AuditFilter): RawBuilder<unknown> {
  const conditions = [sql`team_id = ${filter.teamId}`, sql`seq is not null`];
  if (filter.actorId !== null) conditions.push(sql`actor_id = ${filter.actorId}`);
  if (filter.actions !== null) conditions.push(sql`action = any(${[...filter.actions]}::text[])`);
  if (filter.targetId !== null) conditions.push(sql`target_id = ${filter.targetId}`);
  if (filter.targetName !== null) {
    conditions.push(sql`strpos(lower(target_name), lower(${filter.targetName})) > 0`);
  }
  if (filter.from !== null) conditions.push(sql`created_at >= ${filter.from}::timestamptz`);
  if (filter.to !== null) conditions.push(sql`created_at < ${filter.to}::timestamptz`);
  return sql.join(conditions, sql` and `);
}
