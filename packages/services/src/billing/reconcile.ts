import { compareBooks } from '@agent-factory/billing';
import { AppError, newId, type ReconciliationId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  beginReconciliation,
  finishReconciliation,
  listBookedMovements,
  listReconciliations,
} from '@agent-factory/db/billing';
import type { BillingServices } from './billing-services.ts';
import { readMovements } from './read-movements.ts';
import { askStripe, requireStripe } from './require-stripe.ts';

const dayMs = 24 * 3_600_000;
/** What moved just now may not be booked yet: it is compared the next time. */
const settlingMs = 10 * 60_000;
const claimMs = 30 * 60_000;

/**
 * Compares what Stripe says moved on our balance with what the books say, movement by movement, and keeps every
 * difference. Null where another comparison is under way. The span reaches back two days unless `since` says otherwise,
 * so that each movement is compared at least twice.
 */
export async function reconcile({
  services,
  since: from,
  until: to,
}: {
  services: BillingServices;
  since?: Date | undefined;
  until?: Date | undefined;
}): Promise<ReconciliationId | null> {
  const stripe = await requireStripe(services);
  const at = new Date(services.clock.now());
  const until = to ?? new Date(at.getTime() - settlingMs);
  const since = from ?? new Date(until.getTime() - 2 * dayMs);
  if (since >= until) throw new AppError('invalid_input', 'since: must be at least ten minutes ago.');
  const id = newId('reconciliation', at.getTime());
  const begun = await withClerk(services.db, (tx) =>
    beginReconciliation(tx, { id, since, until, at, claimMs }),
  );
  if (!begun) return null;
  try {
    const movements = await askStripe(() => readMovements(stripe, since, until));
    const ids = movements.map((one) => one.id);
    const booked = await withClerk(services.db, (tx) => listBookedMovements(tx, { since, until, ids }));
    const differences = compareBooks(movements, booked).map(({ id: balanceTransaction, ...rest }) => ({
      ...rest,
      balanceTransaction,
    }));
    await withClerk(services.db, (tx) =>
      finishReconciliation(tx, {
        id,
        at: new Date(services.clock.now()),
        status: differences.length === 0 ? 'balanced' : 'differs',
        movements: movements.length,
        failure: null,
        differences,
      }),
    );
    if (differences.length > 0) {
      const error = new Error(`The books differ from Stripe's in ${differences.length} places.`);
      services.onError(error, { job: 'reconcile', reconciliation_id: id });
    }
    return id;
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 1_000) : 'unknown';
    await withClerk(services.db, (tx) =>
      finishReconciliation(tx, {
        id,
        at: new Date(),
        status: 'failed',
        movements: 0,
        failure,
        differences: [],
      }),
    );
    throw error;
  }
}

/** Compares once a day, whichever of the workers comes first. */
export async function reconcileDaily({ services }: { services: BillingServices }): Promise<void> {
  if (services.stripe === null) return;
  const [last] = await withClerk(services.db, (tx) => listReconciliations(tx, { limit: 1 }));
  if (last !== undefined && services.clock.now() - last.startedAt.getTime() < dayMs) return;
  await reconcile({ services });
}
