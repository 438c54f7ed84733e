import type { ConnectionId, ConnectionKindId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewConnection {
  id: ConnectionId;
  teamId: TeamId;
  kind: ConnectionKindId;
  name: string;
  baseUrl: string | null;
  settings: Readonly<Record<string, string>>;
  masked: Readonly<Record<string, string>>;
  envelope: Buffer;
  keyVersion: string;
  testedAt: Date;
  createdBy: string | null;
}

/**
 * `full` when the team has `atMost`, `taken` when it has one of this kind (at this address, where the kind has
 * several); nothing is written then.
 */
export async function insertConnection(
  tx: Transaction,
  { atMost, ...row }: NewConnection & { atMost: number },
): Promise<{ createdAt: Date } | 'full' | 'taken'> {
  const { rows } = await sql<{ createdAt: Date | null; isFull: boolean }>`
    with room as (
      select ${atMost} > (select count(*) from public.connections where team_id = ${row.teamId}) as has_room
    ), added as (
      insert into public.connections (id, team_id, kind, name, base_url, settings, masked, envelope, key_version,
        tested_at, created_by)
      select ${row.id}, ${row.teamId}, ${row.kind}, ${row.name}, ${row.baseUrl}, ${json(row.settings)}::jsonb,
        ${json(row.masked)}::jsonb, ${row.envelope}::bytea, ${row.keyVersion}, ${row.testedAt}::timestamptz,
        ${row.createdBy}::uuid
      from room where has_room
      on conflict do nothing
      returning created_at
    )
    select (select created_at from added) as "createdAt", not has_room as "isFull" from room`.execute(tx);
  const [answer] = rows;
  if (answer?.isFull) return 'full';
  return answer?.createdAt ? { createdAt: answer.createdAt } : 'taken';
}
