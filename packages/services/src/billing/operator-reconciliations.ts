import {
  type DifferenceView,
  differenceViewSchema,
  type ReconciliationView,
  reconcileInputSchema,
  reconciliationIdInputSchema,
} from '@agent-factory/contracts';
import { withClerk, withTenant } from '@agent-factory/db';
import {
  listDifferences,
  listReconciliations as listRows,
  type ReconciliationRow,
} from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireOperator } from '../access/require-operator.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { reconcile } from './reconcile.ts';

/** The last hundred comparisons with Stripe, newest first; for operators. */
export async function listReconciliations({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<{ items: ReconciliationView[] }> {
  requireOperator(ctx);
  const rows = await withClerk(ctx.db, (tx) => listRows(tx, { limit: 100 }));
  return { items: rows.map(viewOf) };
}

/** Compares now; for operators. What is under way already is what they get to see. */
export async function startReconciliation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof reconcileInputSchema>;
}): Promise<{ items: ReconciliationView[] }> {
  requireOperator(ctx);
  const { since } = parseInput(reconcileInputSchema, input);
  await withTenant(ctx.db, ctx.actor, (tx) =>
    recordAudit(tx, ctx, {
      action: 'books.reconciled',
      target: { id: ctx.actor.teamId },
      after: { since: since ?? null },
    }),
  );
  await reconcile({ services: ctx, since: since === undefined ? undefined : new Date(since) });
  return listReconciliations({ ctx });
}

/** What differed; for operators. Errors: `not_found`. */
export async function listReconciliationDifferences({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof reconciliationIdInputSchema>;
}): Promise<{ items: DifferenceView[] }> {
  requireOperator(ctx);
  const { reconciliation_id: id } = parseInput(reconciliationIdInputSchema, input);
  const { known, rows } = await withClerk(ctx.db, async (tx) => ({
    known: (await listRows(tx, { limit: 1_000 })).some((one) => one.id === id),
    rows: await listDifferences(tx, { id }),
  }));
  if (!known) throw notFound('reconciliation');
  return {
    items: rows.map((row) =>
      differenceViewSchema.parse({
        kind: row.kind,
        balance_transaction: row.balanceTransaction,
        source_id: row.sourceId,
        at_stripe: row.atStripe,
        in_ledger: row.inLedger,
      }),
    ),
  };
}

function viewOf(row: ReconciliationRow): ReconciliationView {
  return {
    reconciliation_id: row.id,
    since: row.since.toISOString(),
    until: row.until.toISOString(),
    status: row.status,
    movements: row.movements,
    differences: row.differences,
    failure: row.failure,
    started_at: row.startedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
