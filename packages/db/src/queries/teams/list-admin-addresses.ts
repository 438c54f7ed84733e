import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Where an owner or admin is reached, and the name of the team. */
export interface AdminAddressRow {
  email: string;
  teamName: string;
}

/** The owners and admins of the transaction's own team, the first to join first, at most 50; for the worker alone. */
export async function listAdminAddresses(tx: Transaction): Promise<AdminAddressRow[]> {
  const { rows } = await sql<AdminAddressRow>`
    select email, team_name as "teamName" from app.admin_addresses()`.execute(tx);
  return rows;
}
