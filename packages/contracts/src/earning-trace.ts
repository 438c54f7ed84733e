import { z } from 'zod';
import { pageInputSchema } from './agent.ts';
import { earningLineSchema, payoutViewSchema } from './billing.ts';
import { ledgerEntryIdSchema } from './ids.ts';

/** Whole minor units. */
const minor = z.int();

/** A line of the books: above zero a debit, below zero a credit; those of an entry sum to zero. */
export const postingViewSchema = z.object({
  account: z.string(),
  /** Whose account it is. Who another maker is, is not said. */
  whose: z.enum(['you', 'platform', 'another_maker']),
  amount_minor: minor,
  currency: z.string(),
});
export type PostingView = z.infer<typeof postingViewSchema>;

export const earningIdInputSchema = z.strictObject({ entry_id: ledgerEntryIdSchema });

/** An entry of the books that touched what a team earned, to the last posting, and what became of the same sale. */
export const earningTraceSchema = z.object({
  line: earningLineSchema,
  postings: z.array(postingViewSchema),
  /** All that happened to the sale that this belongs to, oldest first, this line too; empty where it is of none. */
  of_sale: z.array(earningLineSchema),
});
export type EarningTrace = z.infer<typeof earningTraceSchema>;

/** Stripe's id of a payout. */
export const payoutIdSchema = z.string().regex(/^po_\w{1,200}$/, 'must be a payout like "po_1Q…"');
export const payoutInputSchema = z.strictObject({ payout_id: payoutIdSchema, ...pageInputSchema.shape });

/**
 * What a payout was made of: what lay on the account after the payout before it, each movement since, oldest first, and what
 * was left. `before_minor` + `moved_minor` = `payout.amount_minor` + `left_minor`.
 */
export const payoutTraceSchema = z.object({
  payout: payoutViewSchema,
  before_minor: minor,
  moved_minor: minor,
  left_minor: minor,
  moves: z.array(
    z.object({
      /** As the account saw it: what was sent to it is above zero. */
      line: earningLineSchema,
      /** The sale that it was sent for, with how it divides. */
      sale: earningLineSchema.nullable(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type PayoutTrace = z.infer<typeof payoutTraceSchema>;
