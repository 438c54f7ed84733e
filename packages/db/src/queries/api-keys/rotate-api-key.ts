import type { ApiKeyId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when the team has no such key that is alive. The secret before the last rotation ends in any case. */
export async function rotateApiKey(
  tx: Transaction,
  {
    id,
    secretHash,
    hint,
    overlapSeconds,
  }: {
    id: ApiKeyId;
    secretHash: Buffer;
    hint: string;
    overlapSeconds: number;
  },
): Promise<boolean> {
  const { rows } = await sql<{ rotated: Date | null }>`
    select app.rotate_api_key(${id}, ${secretHash}, ${hint}, make_interval(secs => ${overlapSeconds})) as rotated`.execute(
    tx,
  );
  return (rows[0]?.rotated ?? null) !== null;
}
