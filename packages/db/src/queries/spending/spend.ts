import type { ModelCallId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

interface CallOfRow {
  /** Made by the caller, so that sending an entry again changes nothing. */
  id: ModelCallId;
  run_id: string | null;
  api_key_id: string | null;
  user_id: string | null;
  purpose: string;
  /** Which try of its call, from 1. */
  number: number;
  provider: string;
  model: string;
  payer: 'platform' | 'team';
}

/** Money to be set aside before a try. Money in 10⁻⁹ USD. */
export interface ReservationRow extends CallOfRow {
  /** The run's own ceiling; null for none. */
  run_limit: number | null;
  /** Holds of the same run under lower fences are charged: whoever made them has lost the run. */
  fence: number | null;
  /** Null for an unknown price, which any limit refuses. */
  worst: number | null;
  /** After this whoever made the hold counts as dead. */
  lasts_ms: number;
}

/** What came of a try. */
export interface SettlementRow extends CallOfRow {
  /** Whether money had been set aside for it. */
  held: boolean;
  region: string | null;
  provider_key_id: string | null;
  outcome: 'answered' | 'failed' | 'abandoned' | 'cancelled' | 'cached';
  reason: string | null;
  input: number;
  cached_input: number;
  cache_write: number;
  output: number;
  reasoning: number;
  cost: number | null;
  estimated: boolean;
  first_token_ms: number | null;
  duration_ms: number;
}

/** The budget that refused a reservation, with its limit and what is left of it. */
export interface SpendRefusal {
  kind: 'run' | 'api_key' | 'team';
  limit: number;
  left: number;
}

/**
 * Settles what ended, then sets money aside for what begins, all in the team of the transaction. One answer for
 * each reservation, in order: null where it was made. Entries that were carried out before change nothing.
 */
export async function spend(
  tx: Transaction,
  entries: { reservations: readonly ReservationRow[]; settlements: readonly SettlementRow[] },
): Promise<(SpendRefusal | null)[]> {
  const { rows } = await sql<{ answers: (SpendRefusal | null)[] }>`
    select app.spend(${json(entries.reservations)}, ${json(entries.settlements)}) as answers`.execute(tx);
  return rows[0]?.answers ?? [];
}
