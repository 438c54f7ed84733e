import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Counts a guess at an API key; answers the seconds until the guesser may try again, 0 while there is room. Atomic. */
export function countKeyGuess(
  database: Database,
  guess: { subject: Buffer; atMost: number; windowSeconds: number },
): Promise<number> {
  return inTransaction(database, 'agent_factory_key', {}, async (tx) => {
    const { rows } = await sql<{ wait: number }>`
      select app.count_key_guess(
        ${guess.subject}::bytea, ${guess.atMost}::integer, make_interval(secs => ${guess.windowSeconds}::integer)
      ) as wait`.execute(tx);
    return rows[0]?.wait ?? 0;
  });
}
