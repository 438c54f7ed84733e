import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AccountDeletionRow } from './rows.ts';

/** Until when the person of `withUser` can change their mind; asking again changes nothing. */
export async function insertAccountDeletion(
  tx: Transaction,
  { userId, graceDays }: { userId: string; graceDays: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into public.account_deletions (user_id, erase_after)
    values (${userId}::uuid, now() + make_interval(days => ${graceDays}::integer))
    on conflict (user_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function selectAccountDeletion(
  tx: Transaction,
  { userId }: { userId: string },
): Promise<AccountDeletionRow | undefined> {
  const { rows } = await sql<AccountDeletionRow>`
    select requested_at as "requestedAt", erase_after as "eraseAfter"
    from public.account_deletions where user_id = ${userId}::uuid`.execute(tx);
  return rows[0];
}

/** False where nobody had asked, or where it is too late. */
export async function deleteAccountDeletion(
  tx: Transaction,
  { userId }: { userId: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from public.account_deletions where user_id = ${userId}::uuid`.execute(tx);
  return numAffectedRows === 1n;
}

/** Teams with others in them that would be left without an owner if the person of `withUser` went. */
export async function listTeamsToSettle(
  tx: Transaction,
): Promise<{ id: TeamId; name: string; personal: boolean }[]> {
  const { rows } = await sql<{ id: TeamId; name: string; personal: boolean }>`
    select team_id as id, name, personal from app.own_teams_to_settle()`.execute(tx);
  return rows;
}
